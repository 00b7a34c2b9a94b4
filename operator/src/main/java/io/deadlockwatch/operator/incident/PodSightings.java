package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.util.Map;

/**
 * Everything that one report says of one pod.
 *
 * @param incarnation of the target
 * @param goodSamples in this incarnation
 * @param sites that have goroutines
 */
public record PodSightings(
        WatchPolicy watch,
        PodInfo pod,
        FindingChoice findings,
        long incarnation,
        long goodSamples,
        Map<Site, Sighting> sites) {

    public PodSightings {
        sites = Map.copyOf(sites);
    }
}
