package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;

/**
 * What a pod asks for. Init containers are added up with the others, though they run one after the other: rather too much than too little, since the price of a mistake is a pod
 * without a sampler on the one side and no pod at all on the other.
 */
record PodDemand(PodView pod) {

    private static final BigDecimal MEBI = BigDecimal.valueOf(1L << 20);
    private static final BigDecimal MILLI = BigDecimal.valueOf(1_000);

    /** Thousandths of a core, or MiB; rounded up. */
    long of(Bound bound) {
        return switch (bound) {
            case REQUESTS_CPU -> sum("requests", "cpu");
            case LIMITS_CPU -> sum("limits", "cpu");
            case REQUESTS_MEMORY -> sum("requests", "memory");
            case LIMITS_MEMORY -> sum("limits", "memory");
        };
    }

    private long sum(String kind, String resource) {
        BigDecimal sum = Stream.concat(pod.containers().stream(), pod.initContainers().stream())
                .map(container -> amount(container.path("resources"), kind, resource))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal inUnits = resource.equals("cpu") ? sum.multiply(MILLI) : sum.divide(MEBI, RoundingMode.CEILING);
        return inUnits.setScale(0, RoundingMode.CEILING).longValue();
    }

    private static BigDecimal amount(JsonNode resources, String kind, String resource) {
        // The API server fills in a request that is missing from the limit.
        String limit = resources.path("limits").path(resource).asText("");
        String text = resources.path(kind).path(resource).asText(limit);
        return Amount.of(text).orElse(BigDecimal.ZERO);
    }
}
