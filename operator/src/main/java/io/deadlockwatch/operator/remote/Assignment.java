package io.deadlockwatch.operator.remote;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.operator.pods.PodInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the sampler of a node was given.
 *
 * @param at when it asked last
 * @param targets its pods
 * @param leftOut uids of those beyond what one sampler is given
 */
record Assignment(Instant at, List<NodeTarget> targets, Set<String> leftOut) {

    Assignment {
        targets = List.copyOf(targets);
        leftOut = Set.copyOf(leftOut);
    }

    Set<String> given() {
        return targets.stream().map(target -> target.pod().uid()).collect(Collectors.toUnmodifiableSet());
    }

    boolean has(PodInfo pod) {
        return targets.stream().anyMatch(target -> target.pod().uid().equals(pod.uid()));
    }
}
