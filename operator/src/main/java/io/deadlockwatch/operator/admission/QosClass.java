package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
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
        Optional<BigDecimal> most = Amount.of(limit);
        Optional<BigDecimal> least = Amount.of(request);
        return most.isPresent() && least.isPresent() && most.get().compareTo(least.get()) == 0;
    }
}
