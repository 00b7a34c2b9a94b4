package io.deadlockwatch.operator.canary;

import java.time.Duration;
import java.util.Optional;

/**
 * What somebody wants a verdict on.
 *
 * @param workload {@code name} or {@code Kind/name}, as in {@code Rollout/orders}
 * @param canary the revision to judge; empty: the newest that is not primary
 * @param baseline the revision to compare with; empty: the primary ones, and if there are none nothing
 * @param watch name of the watch; needed only where two watches have pods of the canary
 * @param window how far back a restart or a sighting counts; empty: {@link #DEFAULT_WINDOW}, or longer if the watch's {@code canary.minObserved} is
 * @param requireFindings whether a canary without static findings of its build may not pass
 */
public record CanaryQuestion(
        String namespace,
        String workload,
        Optional<String> canary,
        Optional<String> baseline,
        Optional<String> watch,
        Optional<Duration> window,
        boolean requireFindings) {

    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    /** The longest window: what is older says little about a canary. */
    public static final Duration MAX_WINDOW = Duration.ofHours(6);
}
