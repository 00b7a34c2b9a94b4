package io.deadlockwatch.operator.remote;

import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.operator.coverage.NodeSamplers;
import io.deadlockwatch.operator.ingest.TargetDesk;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives the samplers of nodes their targets, and remembers what it gave to which, so that it can be said why a pod is not observed. Safe for many threads; what is
 * remembered is gone with the operator, and back as soon as each sampler has asked again.
 */
public final class NodeDesk implements TargetDesk, NodeSamplers {

    /** Until a sampler asks again: a pod that has just started is looked at well before it is missed. */
    static final Duration POLL = Duration.ofSeconds(30);

    /** A sampler that has not asked for so long is none. */
    static final Duration GONE = Duration.ofMinutes(3);

    private static final int MAX_NODES = 10_000;

    private final Pods pods;
    private final PolicyBook policies;
    private final Clock clock;
    private final Map<String, Assignment> nodes = new ConcurrentHashMap<>();

    public NodeDesk(Pods pods, PolicyBook policies, Clock clock) {
        this.pods = pods;
        this.policies = policies;
        this.clock = clock;
    }

    @Override
    public TargetList assign(String node, String version) {
        Instant now = clock.instant();
        forget(now);
        Assignment before = nodes.get(node);
        Assignment assignment =
                TargetChoice.of(node, policies.current(), pods.all(), before == null ? Set.of() : before.given(), now);
        nodes.put(node, assignment);
        return new TargetList(assignment.targets(), assignment.leftOut().size(), POLL.toMillis());
    }

    /** Nodes come and go, and names of theirs only with a token of the API server: this is a bound, not a policy. */
    private void forget(Instant now) {
        if (nodes.size() >= MAX_NODES) {
            nodes.values().removeIf(assignment -> isGone(assignment, now));
        }
    }

    private static boolean isGone(Assignment assignment, Instant now) {
        return Duration.between(assignment.at(), now).compareTo(GONE) > 0;
    }

    @Override
    public String silence(PodInfo pod, Instant now) {
        String node = pod.placement().node();
        Assignment assignment = nodes.get(node);
        if (assignment == null || isGone(assignment, now)) {
            return NodeSamplers.noneOn(node);
        }
        if (assignment.leftOut().contains(pod.uid())) {
            return "the sampler of node " + node + " is given " + TargetList.MAX_TARGETS
                    + " pods at most, and this is one of "
                    + assignment.leftOut().size() + " more";
        }
        return assignment.has(pod)
                ? "the sampler of node " + node + " was given this pod, but has not reported on it yet: see its log"
                : "the sampler of node " + node + " has not asked since this pod has an address";
    }
}
