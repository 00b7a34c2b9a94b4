package io.deadlockwatch.operator.injection;

import java.time.Duration;

/**
 * When injection is suspended and taken up again.
 *
 * @param pods so many stuck pods are too many
 * @param percent and so is such a share of all pods with the same sampler image
 * @param retryAfter how long after a suspension the image is tried again; then a single stuck pod is too many
 */
public record BreakerRules(int pods, int percent, Duration retryAfter) {

    public static final int PODS = 3;
    public static final int PERCENT = 20;

    boolean isTooMany(int stuck, int injected) {
        return stuck >= pods || (stuck > 0 && stuck * 100L >= (long) percent * injected);
    }
}
