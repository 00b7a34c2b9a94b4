package io.deadlockwatch.operator.canary.http;

import java.util.Locale;

/** Who asks, as far as it tells. */
public enum Client {
    ARGO,
    FLAGGER,
    OTHER;

    /** The form in metric labels and in the parameter {@code client}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
