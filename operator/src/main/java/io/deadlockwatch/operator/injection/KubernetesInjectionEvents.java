package io.deadlockwatch.operator.injection;

import io.deadlockwatch.crds.Api;
import io.deadlockwatch.operator.events.EventWriter;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;

/** Kubernetes Events on watches and pods. */
public final class KubernetesInjectionEvents implements InjectionEvents {

    private final EventWriter events;

    public KubernetesInjectionEvents(EventWriter events) {
        this.events = events;
    }

    @Override
    public void suspended(WatchPolicy watch, Suspension suspension) {
        events.warning(about(watch), "InjectionSuspended", suspension.message());
    }

    @Override
    public void resumed(WatchPolicy watch) {
        events.normal(about(watch), "InjectionResumed", "new pods get a sampler again");
    }

    @Override
    public void rescued(StuckPod stuck, String image) {
        SamplerStart pod = stuck.start();
        ObjectReference about = new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.uid())
                .build();
        events.warning(
                about,
                "SamplerReplaced",
                "the sampler kept this pod from starting (" + stuck.reason() + " of " + pod.image() + "): it got "
                        + image + " instead");
    }

    private static ObjectReference about(WatchPolicy watch) {
        return new ObjectReferenceBuilder()
                .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                .withKind("DeadlockWatch")
                .withNamespace(watch.namespace())
                .withName(watch.name())
                .withUid(watch.uid())
                .build();
    }
}
