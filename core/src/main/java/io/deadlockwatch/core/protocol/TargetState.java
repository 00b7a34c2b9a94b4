package io.deadlockwatch.core.protocol;

import java.util.Locale;

/** Outcome of the sampler's last contact with its target. */
public enum TargetState {
    /** No lease: the target was not touched. */
    IDLE,
    OK,
    /** HTTP 404. */
    NO_PPROF,
    /** Nobody listens on the port. */
    REFUSED,
    TIMEOUT,
    HTTP_ERROR,
    /** HTTP 200, but the body is no live goroutine profile. */
    INVALID;

    /** The form on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
