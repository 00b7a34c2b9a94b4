package io.deadlockwatch.operator.coverage;

import io.deadlockwatch.operator.pods.PodInfo;
import java.time.Instant;

/** What is known of the samplers of whole nodes. */
@FunctionalInterface
public interface NodeSamplers {

    /** There are none. */
    NodeSamplers NONE = (pod, now) -> noneOn(pod.placement().node());

    /** Why nothing is heard of a pod that its node's sampler should look at: a sentence that says what to do. */
    String silence(PodInfo pod, Instant now);

    /** The sentence where a node has no sampler. */
    static String noneOn(String node) {
        return "no node sampler on node " + node
                + ": set remote.enabled in the chart, and remote.tolerations if the node is tainted";
    }
}
