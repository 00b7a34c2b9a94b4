package io.deadlockwatch.operator.policy;

import io.deadlockwatch.crds.DeadlockWatchSpec.MinVerdict;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

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
        MinVerdict minVerdict,
        Duration blockedFor,
        int minConfidencePercent,
        int minCoveragePercent,
        List<IgnoreRule> ignores) {

    /** Who comes first where two watches select the same pod. */
    static final Comparator<WatchPolicy> OLDEST_FIRST =
            Comparator.comparing(WatchPolicy::created).thenComparing(WatchPolicy::name);

    public WatchPolicy {
        ignores = List.copyOf(ignores);
    }
}
