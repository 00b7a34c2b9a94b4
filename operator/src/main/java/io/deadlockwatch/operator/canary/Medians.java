package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.fleet.PodView;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** How many goroutines of a site a pod has, in the middle of all pods: one pod that went astray moves a mean, but no median. */
final class Medians {

    private Medians() {}

    /**
     * The median over the pods that can be counted in: those that have some, and those that are observed and have none. A pod that is silent and was never seen to have
     * any is neither; counting it as zero would call a dead sampler healthy.
     *
     * @param goroutines by name of the pod
     * @return empty if no pod can be counted in
     */
    static OptionalDouble goroutines(List<PodView> pods, Map<String, Long> goroutines) {
        LongStream without = pods.stream()
                .filter(pod -> pod.isObserved() && !goroutines.containsKey(pod.name()))
                .mapToLong(_ -> 0);
        LongStream with = goroutines.values().stream().mapToLong(Long::longValue);
        long[] sorted = LongStream.concat(without, with).sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int half = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0);
    }
}
