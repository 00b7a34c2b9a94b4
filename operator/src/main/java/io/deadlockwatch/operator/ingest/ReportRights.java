package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import java.util.Optional;

/**
 * For which pods a caller may report. A sidecar for its own and no other; the sampler of a node for those that run on its node and that a watch of mode Remote selects.
 *
 * <p>Which node that is says the API server: in the token (Kubernetes 1.32 and later), or by what is known of the sampler's own pod.
 */
final class ReportRights {

    private final Pods pods;
    private final PolicyBook policies;
    private final NodeSamplerAccount account;

    ReportRights(Pods pods, PolicyBook policies, NodeSamplerAccount account) {
        this.pods = pods;
        this.policies = policies;
        this.account = account;
    }

    /** What a caller may do. */
    sealed interface Right {

        /** It may report for this pod. */
        record Granted(PodInfo pod, Mode sender) implements Right {}

        /** It may not. */
        record Denied(String why) implements Right {}
    }

    /** The sampler of which node a caller is. */
    sealed interface Post {

        record On(String node) implements Post {}

        /** It is none. */
        record None(String why) implements Post {}
    }

    /** Whether the caller may report for that pod. */
    Right toReport(Caller caller, PodRef told) {
        return account.isOf(caller) ? ofNode(caller, told) : ofOwnPod(caller, told);
    }

    private Right ofOwnPod(Caller caller, PodRef told) {
        Optional<String> refusal = caller.refusal(told);
        if (refusal.isPresent()) {
            return new Right.Denied(refusal.get());
        }
        Optional<PodInfo> pod = pods.find(caller.podUid());
        if (pod.isEmpty()) {
            return new Right.Denied("there is no pod " + caller + " with uid " + caller.podUid()
                    + " in the namespaces that are watched");
        }
        if (!pod.get().serviceAccount().equals(caller.serviceAccount())) {
            return new Right.Denied("pod " + caller + " runs as service account "
                    + pod.get().serviceAccount() + ", the token is of " + caller.serviceAccount());
        }
        return new Right.Granted(pod.get(), Mode.SIDECAR);
    }

    private Right ofNode(Caller caller, PodRef told) {
        return switch (post(caller)) {
            case Post.None(String why) -> new Right.Denied(why);
            case Post.On(String node) -> ofNode(node, told);
        };
    }

    private Right ofNode(String node, PodRef told) {
        String name = told.namespace() + "/" + told.name();
        Optional<PodInfo> found = pods.find(told.uid())
                .filter(pod ->
                        pod.namespace().equals(told.namespace()) && pod.name().equals(told.name()));
        if (found.isEmpty()) {
            return new Right.Denied(
                    "there is no pod " + name + " with uid " + told.uid() + " in the namespaces that are watched");
        }
        PodInfo pod = found.get();
        if (!pod.placement().node().equals(node)) {
            return new Right.Denied("pod " + name + " runs on another node than the sampler, which is on " + node);
        }
        if (!pod.running()) {
            return new Right.Denied("pod " + name + " does not run");
        }
        boolean selected = policies.current()
                .watchFor(pod)
                .filter(watch -> watch.mode() == Mode.REMOTE)
                .isPresent();
        return selected
                ? new Right.Granted(pod, Mode.REMOTE)
                : new Right.Denied("no watch of mode Remote selects pod " + name);
    }

    /** The node whose sampler the caller is. */
    Post post(Caller caller) {
        if (!account.isOf(caller)) {
            return new Post.None("pod " + caller + " runs as service account " + caller.serviceAccount()
                    + " of namespace " + caller.namespace() + ": it is no node sampler");
        }
        Optional<PodInfo> own = pods.find(caller.podUid());
        if (account.watched() && own.isEmpty()) {
            return new Post.None("there is no pod " + caller + " with uid " + caller.podUid());
        }
        Optional<String> node =
                caller.node().or(() -> own.map(pod -> pod.placement().node()).filter(name -> !name.isEmpty()));
        return node.<Post>map(Post.On::new)
                .orElseGet(() -> new Post.None(
                        "nothing says on which node pod " + caller + " runs: Kubernetes before 1.32 does not put it"
                                + " into the token, and the namespace of the operator is not among those watched"));
    }
}
