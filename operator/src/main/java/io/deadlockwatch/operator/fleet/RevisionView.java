package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.policy.FindingChoice;
import java.time.Instant;
import java.util.List;

/**
 * A revision of a workload that has pods.
 *
 * @param primary whether its pods are what canaries are compared with: Flagger's copy, or those of the watch's {@code canary.baselineSelector}
 * @param newest when the youngest of its pods started
 */
public record RevisionView(
        String revision,
        boolean primary,
        Coverage coverage,
        FindingChoice findings,
        Instant newest,
        List<PodView> pods) {

    public RevisionView {
        pods = List.copyOf(pods);
    }
}
