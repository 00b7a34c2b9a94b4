package io.deadlockwatch.operator.injection;

import io.deadlockwatch.crds.Api;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Kubernetes Events on watches and pods. */
public final class KubernetesInjectionEvents implements InjectionEvents {

    private static final Logger LOG = Logger.getLogger(KubernetesInjectionEvents.class);
    private static final String COMPONENT = "deadlockwatch-operator";
    private static final int MAX_MESSAGE = 1_024;

    private final KubernetesClient client;
    private final Clock clock;

    public KubernetesInjectionEvents(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void suspended(WatchPolicy watch, Suspension suspension) {
        create(about(watch), "Warning", "InjectionSuspended", suspension.message());
    }

    @Override
    public void resumed(WatchPolicy watch) {
        create(about(watch), "Normal", "InjectionResumed", "new pods get a sampler again");
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
        create(
                about,
                "Warning",
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

    private void create(ObjectReference about, String type, String reason, String message) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            client.resource(new EventBuilder()
                            .withNewMetadata()
                            .withNamespace(about.getNamespace())
                            .withGenerateName(about.getName() + ".")
                            .endMetadata()
                            .withInvolvedObject(about)
                            .withType(type)
                            .withReason(reason)
                            .withMessage(message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE))
                            .withFirstTimestamp(time)
                            .withLastTimestamp(time)
                            .withCount(1)
                            .withNewSource()
                            .withComponent(COMPONENT)
                            .endSource()
                            .withReportingComponent(COMPONENT)
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            LOG.debugf("event %s on %s/%s not written: %s", reason, about.getKind(), about.getName(), e.getMessage());
        }
    }
}
