package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.PodRef;
import java.util.Optional;

/**
 * The pod that a token was issued for, as the API server says.
 *
 * @param node where it runs; empty before Kubernetes 1.32
 */
public record Caller(String namespace, String serviceAccount, String podName, String podUid, Optional<String> node) {

    /** One whose node is not told. */
    public Caller(String namespace, String serviceAccount, String podName, String podUid) {
        this(namespace, serviceAccount, podName, podUid, Optional.empty());
    }

    /** Why this caller may not report for that pod; empty: it may. */
    public Optional<String> refusal(PodRef pod) {
        if (!podUid.equals(pod.uid())) {
            return Optional.of("the token is of pod " + this + ", the report of a pod with another uid: "
                    + pod.namespace() + "/" + pod.name());
        }
        if (!namespace.equals(pod.namespace()) || !podName.equals(pod.name())) {
            return Optional.of(
                    "the token is of pod " + this + ", the report calls it " + pod.namespace() + "/" + pod.name());
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return namespace + "/" + podName;
    }
}
