package io.deadlockwatch.operator.pods;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which workload a pod's owner is Flagger's copy of.
 *
 * <p>Flagger lets {@code orders} run only while it is a canary; all day long the traffic goes to a copy that it names {@code orders-primary}. To everybody but Flagger the
 * two are one service, so they are one workload here. The name alone proves nothing, since people call databases so too; but Flagger also puts an id of its own on the
 * copy's pod template, anew for each promotion (Flagger's {@code pkg/canary/util.go}, {@code makeAnnotations}).
 */
final class FlaggerPrimary {

    private static final String SUFFIX = "-primary";
    private static final String ID = "flagger-id";
    private static final Set<String> KINDS = Set.of("Deployment", "DaemonSet", "StatefulSet");

    private FlaggerPrimary() {}

    /** The workload that the owner is a copy of; empty if it is none. */
    static Optional<Workload> copied(Workload owner, ObjectMeta pod) {
        Map<String, String> annotations = pod.getAnnotations();
        int stem = owner.name().length() - SUFFIX.length();
        boolean isCopy = KINDS.contains(owner.kind())
                && stem > 0
                && owner.name().endsWith(SUFFIX)
                && annotations != null
                && annotations.containsKey(ID);
        return isCopy ? Optional.of(new Workload(owner.kind(), owner.name().substring(0, stem))) : Optional.empty();
    }
}
