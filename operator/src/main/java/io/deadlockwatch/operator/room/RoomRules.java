package io.deadlockwatch.operator.room;

import io.deadlockwatch.operator.admission.Bound;
import io.deadlockwatch.operator.admission.SamplerRoom;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeItem;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The size of a sampler in a namespace, and what is left there: where anything bounds resources, requests equal limits and both are as large as the least that is allowed. A quota
 * with a scope counts as one for every pod, because the scope may depend on what nobody here knows: rather no sampler than no pod.
 */
final class RoomRules {

    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";
    private static final Map<Bound, List<String>> QUOTA_NAMES = Map.of(
            Bound.REQUESTS_CPU, List.of("requests.cpu", CPU),
            Bound.LIMITS_CPU, List.of("limits.cpu"),
            Bound.REQUESTS_MEMORY, List.of("requests.memory", MEMORY),
            Bound.LIMITS_MEMORY, List.of("limits.memory"));

    private RoomRules() {}

    /** The room; empty if nothing bounds anything, so that a sampler may be as it is elsewhere. */
    static Optional<SamplerRoom> room(Collection<ResourceQuota> quotas, Collection<LimitRange> ranges) {
        Map<Bound, Long> left = new EnumMap<>(Bound.class);
        quotas.forEach(quota -> addQuota(left, quota));
        List<LimitRangeItem> items = ranges.stream()
                .flatMap(range -> range.getSpec().getLimits().stream())
                .toList();
        items.stream().filter(item -> item.getType().equals("Pod")).forEach(item -> addPodLimits(left, item));
        List<LimitRangeItem> containers = items.stream()
                .filter(item -> item.getType().equals("Container"))
                .toList();
        if (left.isEmpty() && containers.isEmpty()) {
            return Optional.empty();
        }
        long cpu = size(containers, CPU, SamplerRoom.CPU_MILLIS);
        long memory = size(containers, MEMORY, SamplerRoom.MEMORY_MEBI);
        boolean allowed = cpu <= most(containers, CPU) && memory <= most(containers, MEMORY);
        return Optional.of(allowed ? new SamplerRoom(cpu, memory, left) : SamplerRoom.NONE);
    }

    private static void addQuota(Map<Bound, Long> left, ResourceQuota quota) {
        if (quota.getStatus() == null) {
            return;
        }
        Map<String, Quantity> hard = orEmpty(quota.getStatus().getHard());
        Map<String, Quantity> used = orEmpty(quota.getStatus().getUsed());
        QUOTA_NAMES.forEach((bound, names) -> names.forEach(name -> {
            Quantity most = hard.get(name);
            if (most != null) {
                BigDecimal rest = amount(most).subtract(amount(used.get(name)));
                left.merge(bound, floor(rest.max(BigDecimal.ZERO), bound.isCpu()), Math::min);
            }
        }));
    }

    /** The most that all containers of one pod may have together. */
    private static void addPodLimits(Map<Bound, Long> left, LimitRangeItem item) {
        Map<String, Quantity> max = orEmpty(item.getMax());
        for (Bound bound : Bound.values()) {
            Quantity most = max.get(bound.isCpu() ? CPU : MEMORY);
            if (most != null) {
                left.merge(bound, floor(amount(most), bound.isCpu()), Math::min);
            }
        }
    }

    private static long size(List<LimitRangeItem> containers, String resource, long usual) {
        return containers.stream()
                .map(item -> orEmpty(item.getMin()).get(resource))
                .filter(Objects::nonNull)
                .mapToLong(least -> ceiling(amount(least), resource.equals(CPU)))
                .reduce(usual, Math::max);
    }

    private static long most(List<LimitRangeItem> containers, String resource) {
        return containers.stream()
                .map(item -> orEmpty(item.getMax()).get(resource))
                .filter(Objects::nonNull)
                .mapToLong(max -> floor(amount(max), resource.equals(CPU)))
                .reduce(Long.MAX_VALUE, Math::min);
    }

    private static BigDecimal amount(@Nullable Quantity quantity) {
        return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
    }

    private static long floor(BigDecimal amount, boolean cpu) {
        return units(amount, cpu).setScale(0, RoundingMode.FLOOR).longValue();
    }

    private static long ceiling(BigDecimal amount, boolean cpu) {
        return units(amount, cpu).setScale(0, RoundingMode.CEILING).longValue();
    }

    private static BigDecimal units(BigDecimal amount, boolean cpu) {
        return cpu ? amount.movePointRight(3) : amount.divide(BigDecimal.valueOf(1L << 20), 6, RoundingMode.DOWN);
    }

    private static Map<String, Quantity> orEmpty(@Nullable Map<String, Quantity> map) {
        return map == null ? Map.of() : map;
    }
}
