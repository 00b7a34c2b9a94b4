package io.deadlockwatch.core.protocol;

import java.util.List;

/**
 * All targets of one node sampler, in the operator's answer. What is not in it any more is no longer its business.
 *
 * @param leftOut pods of the node that a watch selects and that are more than one sampler is given
 * @param pollMillis until the sampler asks again
 */
public record TargetList(List<NodeTarget> targets, long leftOut, long pollMillis) {

    /** Targets of one node: twice as many pods as a node runs by Kubernetes' own limit of 110, and a few. */
    public static final int MAX_TARGETS = 250;

    public TargetList {
        targets = List.copyOf(targets);
    }
}
