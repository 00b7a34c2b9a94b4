package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.stream.Stream;

/** Whether a pod is Guaranteed: every container has limits of CPU and memory, and requests as much. A sampler must not cost it that. */
final class QosClass {

    private QosClass() {}

    static boolean isGuaranteed(PodView pod) {
        return Stream.concat(pod.containers().stream(), pod.initContainers().stream())
                .allMatch(container -> List.of("cpu", "memory").stream()
                        .allMatch(resource -> isFixed(container.path("resources"), resource)));
    }

    private static boolean isFixed(JsonNode resources, String resource) {
        String limit = resources.path("limits").path(resource).asText("");
        String request = resources.path("requests").path(resource).asText(limit);
        if (limit.isEmpty()) {
            return false;
        }
        try {
            return new Quantity(limit).getNumericalAmount().compareTo(new Quantity(request).getNumericalAmount()) == 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
