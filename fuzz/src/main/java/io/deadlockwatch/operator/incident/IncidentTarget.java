package io.deadlockwatch.operator.incident;

import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.fuzz.Must;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A BlockingIncident as it stands in the API, where people with rights enough may have changed it: {@link IncidentObjects} reads it or takes it for none, and what it read it can
 * write and read again.
 */
public final class IncidentTarget {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private IncidentTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        BlockingIncident resource;
        try {
            resource = JSON.unmarshal(new String(input, StandardCharsets.UTF_8), BlockingIncident.class);
        } catch (RuntimeException e) {
            return; // the API server would not have taken it
        }
        if (resource == null || resource.getMetadata() == null || !isPossible(resource)) {
            return;
        }
        IncidentObjects objects = new IncidentObjects();
        objects.suppressedUntil(resource);
        Optional<IncidentView> read = objects.read(resource);
        if (read.isPresent()) {
            BlockingIncident again = objects.resource(read.get());
            again.setStatus(objects.withStatus(read.get(), NOW).getStatus());
            Optional<IncidentView> twice = objects.read(again);
            Must.hold(
                    twice.isPresent() && twice.get().key().equals(read.get().key()),
                    "written and read again it is another",
                    read);
        }
    }

    /** What the schema asks for, and metadata that the API server fills in. */
    private static boolean isPossible(BlockingIncident resource) {
        return resource.getMetadata().getNamespace() != null
                && resource.getMetadata().getName() != null
                && (resource.getSpec() == null
                        || (resource.getSpec().site() != null
                                && resource.getSpec().watch() != null
                                && resource.getSpec().workload() != null
                                && resource.getSpec().workload().kind() != null
                                && resource.getSpec().workload().name() != null));
    }
}
