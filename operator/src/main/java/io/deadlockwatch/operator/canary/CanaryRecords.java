package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.policy.CanaryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that a verdict is made of, at one moment.
 *
 * @param baseline empty: there is nothing to compare with, and every site is new
 * @param sites those that the canary has
 * @param starting how long after its start nothing is expected of a pod
 * @param window how far back a restart counts
 */
public record CanaryRecords(
        CanaryPolicy policy,
        RevisionRecords canary,
        Optional<RevisionRecords> baseline,
        List<SiteRecord> sites,
        Duration starting,
        Duration window,
        boolean requireFindings,
        Instant at) {

    public CanaryRecords {
        sites = List.copyOf(sites);
    }
}
