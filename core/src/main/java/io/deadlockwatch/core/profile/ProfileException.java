package io.deadlockwatch.core.profile;

import io.deadlockwatch.core.snapshot.SnapshotException;

/** A profile that cannot be used: damaged, too large, or no goroutine profile at all. */
public final class ProfileException extends SnapshotException {

    private static final long serialVersionUID = 1L;

    ProfileException(String message) {
        super(message, null);
    }

    ProfileException(String message, Throwable cause) {
        super(message, cause);
    }

    static ProfileException malformed(long offset, String what) {
        return new ProfileException("malformed profile at byte " + offset + ": " + what);
    }

    static ProfileException tooMany(String what, String limit, long max) {
        return new ProfileException(
                "profile has " + (max + 1) + " or more " + what + ", limit " + limit + " is " + max);
    }
}
