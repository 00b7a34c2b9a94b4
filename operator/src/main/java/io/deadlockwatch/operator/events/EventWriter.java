package io.deadlockwatch.operator.events;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Writes Events. One that the API server does not take is lost: it repeats in words what conditions, objects and metrics say. */
public final class EventWriter {

    private static final Logger LOG = Logger.getLogger(EventWriter.class);
    private static final String COMPONENT = "deadlockwatch-operator";

    /** Bytes of a message that the API server takes. */
    static final int MAX_MESSAGE = 1_024;

    private final KubernetesClient client;
    private final Clock clock;

    public EventWriter(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Something is wrong, or was. */
    public void warning(ObjectReference about, String reason, String message) {
        write(about, "Warning", reason, message);
    }

    /** For the record. */
    public void normal(ObjectReference about, String reason, String message) {
        write(about, "Normal", reason, message);
    }

    private void write(ObjectReference about, String type, String reason, String message) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        Event event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getNamespace())
                .withGenerateName(about.getName() + ".")
                .endMetadata()
                .withInvolvedObject(about)
                .withType(type)
                .withReason(reason)
                .withMessage(EventMessage.of(message, MAX_MESSAGE))
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.debugf("event %s on %s/%s not written: %s", reason, about.getKind(), about.getName(), e.getMessage());
        }
    }
}
