package io.deadlockwatch.operator.injection;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Pods;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the sampler of a stuck pod is replaced with. Best is a sampler image that other pods run, those of the same namespace first: it can be pulled there. Else a program that
 * does nothing for ever, as a rule the pause image that every node has anyway.
 */
public final class RescueImage {

    /** What a pod of the same namespace counts: more than there are others. */
    private static final int NEAR = 100_000;

    private final Pods pods;
    private final Optional<String> idle;

    public RescueImage(Pods pods, Optional<String> idle) {
        this.pods = pods;
        this.idle = idle;
    }

    /** The image for a pod; empty if none is known that would start. */
    Optional<String> forPod(StuckPod stuck) {
        String broken = stuck.start().image();
        Map<String, Integer> votes = new HashMap<>();
        for (PodInfo pod : pods.all()) {
            boolean near = pod.namespace().equals(stuck.start().namespace());
            pod.sampler()
                    .filter(image -> pod.running() && !image.equals(broken))
                    .ifPresent(image -> votes.merge(image, near ? NEAR : 1, Integer::sum));
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .or(() -> idle.filter(image -> !image.equals(broken)));
    }
}
