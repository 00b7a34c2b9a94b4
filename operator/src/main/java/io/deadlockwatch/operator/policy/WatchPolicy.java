package io.deadlockwatch.operator.policy;

import io.deadlockwatch.crds.DeadlockWatchSpec.MinVerdict;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What one watch asks for, with every default filled in. */
public record WatchPolicy(
        String namespace,
        String name,
        String uid,
        Instant created,
        LabelMatcher selector,
        Mode mode,
        boolean paused,
        PprofTarget target,
        Duration interval,
        SamplingBudget budget,
        MinVerdict minVerdict,
        Duration blockedFor,
        int minConfidencePercent,
        CanaryPolicy canary,
        List<IgnoreRule> ignores) {

    /** Who comes first where two watches select the same pod. */
    public static final Comparator<WatchPolicy> OLDEST_FIRST =
            Comparator.comparing(WatchPolicy::created).thenComparing(WatchPolicy::name);

    public WatchPolicy {
        ignores = List.copyOf(ignores);
    }

    /** Coverage, in percent, from which on the absence of something counts. */
    public int minCoveragePercent() {
        return canary.minCoveragePercent();
    }

    /** Whether pods with these labels are watched: by the selector, or as what canaries are compared with. */
    public boolean selects(Map<String, String> labels) {
        return selector.matches(labels) || isBaseline(labels);
    }

    /** Whether pods with these labels are what canaries are compared with, by the watch's own word. */
    public boolean isBaseline(Map<String, String> labels) {
        return canary.baseline().filter(matcher -> matcher.matches(labels)).isPresent();
    }
}
