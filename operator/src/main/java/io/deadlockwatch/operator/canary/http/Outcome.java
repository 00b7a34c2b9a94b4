package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.canary.CanaryVerdict;
import java.util.Locale;

/** A verdict, in one word. */
public enum Outcome {
    PASS,
    FAIL,
    INCONCLUSIVE;

    static Outcome of(CanaryVerdict verdict) {
        return switch (verdict) {
            case CanaryVerdict.Pass _ -> PASS;
            case CanaryVerdict.Fail _ -> FAIL;
            case CanaryVerdict.Inconclusive _ -> INCONCLUSIVE;
        };
    }

    /** The form in replies and metric labels. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
