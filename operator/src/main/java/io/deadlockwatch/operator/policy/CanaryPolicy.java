package io.deadlockwatch.operator.policy;

import io.deadlockwatch.core.judge.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * What a canary must show to pass.
 *
 * @param failOn weakest verdict that fails it
 * @param minCoveragePercent share of the expected pods that must be observed
 * @param minPods number of pods that must be observed
 * @param minObserved how long each of them must be observed
 * @param baseline pods to compare with, beside those that the watch's selector finds; empty if that finds all
 */
public record CanaryPolicy(
        Verdict failOn, int minCoveragePercent, int minPods, Duration minObserved, Optional<LabelMatcher> baseline) {

    /** What a watch asks that does not say. */
    public static final CanaryPolicy DEFAULTS =
            new CanaryPolicy(Verdict.CONFIRMED, 80, 1, Duration.ofMinutes(3), Optional.empty());
}
