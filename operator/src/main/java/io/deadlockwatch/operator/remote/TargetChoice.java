package io.deadlockwatch.operator.remote;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.PodNames;
import io.deadlockwatch.operator.policy.PolicySnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pods that the sampler of a node is to look at: those that run on it with an address of their own, and belong to a watch of mode Remote. A pure function of what is known.
 *
 * <p>Those it has, it keeps: where there are too many, the ones that came last are left out.
 */
final class TargetChoice {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    private TargetChoice() {}

    /**
     * Chooses.
     *
     * @param before uids of those it has
     */
    static Assignment of(
            String node, PolicySnapshot policy, Collection<PodInfo> pods, Set<String> before, Instant now) {
        List<PodInfo> wanted = pods.stream()
                .filter(pod -> pod.placement().node().equals(node) && isReachable(pod) && isWanted(policy, pod))
                .sorted(Comparator.comparing((PodInfo pod) -> !before.contains(pod.uid()))
                        .thenComparing(PodInfo::uid))
                .toList();
        return new Assignment(
                now,
                wanted.stream()
                        .limit(TargetList.MAX_TARGETS)
                        .map(TargetChoice::target)
                        .toList(),
                wanted.stream().skip(TargetList.MAX_TARGETS).map(PodInfo::uid).collect(Collectors.toUnmodifiableSet()));
    }

    /** The port of a pod on its host's network may be another's. */
    private static boolean isReachable(PodInfo pod) {
        return pod.running()
                && !pod.hostNetwork()
                && !pod.windows()
                && !pod.placement().ip().isEmpty();
    }

    private static boolean isWanted(PolicySnapshot policy, PodInfo pod) {
        return !"false".equals(pod.annotations().get(PodNames.INJECT))
                && policy.watchFor(pod)
                        .filter(watch -> watch.mode() == Mode.REMOTE)
                        .isPresent();
    }

    private static NodeTarget target(PodInfo pod) {
        String credentials = pod.annotations().getOrDefault(PodNames.PPROF_CREDENTIALS, "");
        return new NodeTarget(
                new PodRef(pod.namespace(), pod.name(), pod.uid()),
                pod.placement().ip(),
                NAME.matcher(credentials).matches() ? credentials : "");
    }
}
