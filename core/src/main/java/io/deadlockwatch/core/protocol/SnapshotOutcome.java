package io.deadlockwatch.core.protocol;

import java.util.Locale;

/** How the fetch of a snapshot ended. */
public enum SnapshotOutcome {
    OK,
    TIMEOUT,
    HTTP_ERROR,
    TRUNCATED,
    TOO_LARGE,
    INVALID,
    /** Usable, but its pause may have been longer than the budget: the prediction was wrong. */
    OVER_BUDGET;

    /** The form on the wire and in metric labels. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
