package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.canary.CanaryVerdict;
import java.util.Arrays;
import java.util.Optional;

/**
 * Flagger's webhooks, by what status 200 means to it ({@code pkg/controller/scheduler_hooks.go} there). A {@code confirm} hook says "go on", and anything else waits. A
 * {@code rollback} hook says "roll back", so that there the good news is the error, and an error of ours must never read as 200.
 */
enum FlaggerHook {
    CONFIRM_TRAFFIC_INCREASE("confirm-traffic-increase") {
        @Override
        boolean agrees(CanaryVerdict verdict) {
            return verdict instanceof CanaryVerdict.Pass;
        }
    },
    CONFIRM_PROMOTION("confirm-promotion") {
        @Override
        boolean agrees(CanaryVerdict verdict) {
            return verdict instanceof CanaryVerdict.Pass;
        }
    },
    ROLLBACK("rollback") {
        @Override
        boolean agrees(CanaryVerdict verdict) {
            return verdict instanceof CanaryVerdict.Fail;
        }
    };

    private final String path;

    FlaggerHook(String path) {
        this.path = path;
    }

    /** Whether this verdict is answered with 200. */
    abstract boolean agrees(CanaryVerdict verdict);

    /** The hook at the end of a path. */
    static Optional<FlaggerHook> at(String path) {
        return Arrays.stream(values()).filter(hook -> hook.path.equals(path)).findFirst();
    }
}
