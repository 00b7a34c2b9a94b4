package io.deadlockwatch.operator.incident;

import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.util.Optional;

/** What the incident book must know of everything else to say that an incident is over. */
public interface World {

    PodPresence presence(String namespace, String podName);

    /** Coverage of a workload by a watch, in percent. */
    int coveragePercent(String watchUid, Workload workload);

    Optional<WatchPolicy> watch(String uid);
}
