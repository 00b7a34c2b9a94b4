package io.deadlockwatch.core.protocol;

import java.util.Locale;

/** Why the sampler did not take a snapshot of a dearer rung although there was a suspicion. */
public enum RefusalReason {
    /** The configuration turns the rung off. */
    OFF,
    /** The target does not serve it. */
    NOT_SERVED,
    /** The target answers slowly, as one whose CPU is throttled does. */
    SLOW_TARGET,
    /** The last one was too short a time ago. */
    SPACING,
    /** The process has too many goroutines. */
    TOO_MANY_GOROUTINES,
    /** Too many goroutines queue for one lock: the leak detector is quadratic in them. */
    TOO_MANY_WAITERS,
    /** The predicted pause is over the budget. */
    PAUSE_BUDGET,
    /** The operator has not said that it is this replica's turn. */
    NO_GRANT;

    /** The form on the wire and in metric labels. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
