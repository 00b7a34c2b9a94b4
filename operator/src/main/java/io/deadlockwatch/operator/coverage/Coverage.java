package io.deadlockwatch.operator.coverage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many pods are in which state.
 *
 * @param pods has every state
 */
public record Coverage(Map<PodState, Integer> pods) {

    public static final Coverage NONE = of(List.of());

    public Coverage {
        EnumMap<PodState, Integer> complete = new EnumMap<>(PodState.class);
        for (PodState state : PodState.values()) {
            complete.put(state, pods.getOrDefault(state, 0));
        }
        pods = Collections.unmodifiableMap(complete);
    }

    /** The coverage of pods in these states. */
    public static Coverage of(Iterable<PodState> states) {
        EnumMap<PodState, Integer> counts = new EnumMap<>(PodState.class);
        states.forEach(state -> counts.merge(state, 1, Integer::sum));
        return new Coverage(counts);
    }

    public Coverage plus(Coverage other) {
        EnumMap<PodState, Integer> sum = new EnumMap<>(pods);
        other.pods.forEach((state, count) -> sum.merge(state, count, Integer::sum));
        return new Coverage(sum);
    }

    public int count(PodState state) {
        return pods.getOrDefault(state, 0);
    }

    /** All pods that the selector matches and that run. */
    public int matched() {
        return pods.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Those that could be observed. */
    public int expected() {
        return matched() - count(PodState.STARTING) - count(PodState.EXCLUDED);
    }

    public int observed() {
        return count(PodState.OBSERVED);
    }

    /** Observed among expected; no expected pod is no coverage. */
    public double ratio() {
        return expected() == 0 ? 0 : (double) observed() / expected();
    }

    /** The ratio in whole percent, rounded down: 100 means all. */
    public int percent() {
        return expected() == 0 ? 0 : 100 * observed() / expected();
    }
}
