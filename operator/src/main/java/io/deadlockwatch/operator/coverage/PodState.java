package io.deadlockwatch.operator.coverage;

import java.util.Locale;

/** How well one matched pod is observed; every matched pod is in exactly one of these. */
public enum PodState {
    OBSERVED("Observed"),
    STARTING("Starting"),
    EXCLUDED("Excluded"),
    NOT_INJECTED("NotInjected"),
    NO_CONTACT("NoContact"),
    UNREACHABLE("Unreachable"),
    NO_PPROF("NoPprof"),
    STALE("Stale"),
    INCOMPLETE("Incomplete");

    private final String title;

    PodState(String title) {
        this.title = title;
    }

    /** The form in metric labels. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The form in a status. */
    public String title() {
        return title;
    }

    /** Whether a pod in this state could be observed, and so counts in the denominator. */
    public boolean isExpected() {
        return this != STARTING && this != EXCLUDED;
    }
}
