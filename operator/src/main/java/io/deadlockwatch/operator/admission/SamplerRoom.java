package io.deadlockwatch.operator.admission;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a sampler must be in a namespace with quotas or limit ranges, and what is left there. The operator knows it, the webhook needs it and may ask nobody: so it travels
 * in the path by which the API server calls the webhook, as in {@code c50-m96-lc1500-lm2048}.
 *
 * @param cpuMillis request and limit of CPU, in thousandths of a core
 * @param memoryMebi request and limit of memory, in MiB
 * @param left what pods may still ask for, by what is bounded
 */
public record SamplerRoom(long cpuMillis, long memoryMebi, Map<Bound, Long> left) {

    /** With less CPU a JVM takes too long to start; it has a limit only where it must. */
    public static final long CPU_MILLIS = 50;

    /** What a sampler never exceeds. */
    public static final long MEMORY_MEBI = 96;

    /** A sampler would be larger than a container may be. */
    public static final SamplerRoom NONE = new SamplerRoom(0, 0, Map.of());

    private static final Pattern TEXT = Pattern.compile("c(\\d{1,9})-m(\\d{1,9})"
            + "(?:-rc(?<rc>\\d{1,15}))?(?:-lc(?<lc>\\d{1,15}))?(?:-rm(?<rm>\\d{1,15}))?(?:-lm(?<lm>\\d{1,15}))?");

    public SamplerRoom {
        left = Map.copyOf(left);
    }

    /** One segment of a path: small letters, digits and hyphens. */
    public String text() {
        StringJoiner text = new StringJoiner("-").add("c" + cpuMillis).add("m" + memoryMebi);
        for (Bound bound : Bound.values()) {
            Long amount = left.get(bound);
            if (amount != null) {
                text.add(bound.sign() + amount);
            }
        }
        return text.toString();
    }

    /** What a text says; empty if it is none of ours. */
    static Optional<SamplerRoom> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<Bound, Long> left = new EnumMap<>(Bound.class);
        for (Bound bound : Bound.values()) {
            String amount = matcher.group(bound.sign());
            if (amount != null) {
                left.put(bound, Long.valueOf(amount));
            }
        }
        return Optional.of(new SamplerRoom(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), left));
    }

    /** Whether a container of a sampler's size is allowed at all. */
    boolean isAllowed() {
        return cpuMillis > 0;
    }

    /** Whether a pod that asks for so much may have a sampler beside it. A bound that the pod alone breaks is none of ours. */
    boolean fits(PodDemand pod) {
        return left.entrySet().stream().allMatch(bound -> {
            long alone = pod.of(bound.getKey());
            long sampler = bound.getKey().isCpu() ? cpuMillis : memoryMebi;
            return alone > bound.getValue() || alone + sampler <= bound.getValue();
        });
    }
}
