package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.SnapshotException;

/** A text that cannot be used: damaged, too large, or without any goroutine. */
public final class TextException extends SnapshotException {

    private static final long serialVersionUID = 1L;

    TextException(String message) {
        super(message, null);
    }

    TextException(String message, Throwable cause) {
        super(message, cause);
    }
}
