package io.deadlockwatch.operator.injection;

import java.time.Instant;

/**
 * How far the sampler of an injected pod has come, as its pod's status says.
 *
 * @param image of the sampler
 * @param pending the pod's phase: none of its own containers has started
 */
public record SamplerStart(String namespace, String name, String uid, String image, boolean pending, State state) {

    /** What the sampler does to its pod. */
    public sealed interface State {}

    /** Nothing bad. */
    public record Fine() implements State {}

    /**
     * It does not run: an image that cannot be pulled, a configuration that is refused, a program that ends.
     *
     * @param reason the kubelet's word, such as {@code ImagePullBackOff}
     */
    public record Down(String reason) implements State {}

    /**
     * It runs, and nothing after it begins: something between the webhook and the kubelet dropped {@code restartPolicy: Always}, so the kubelet waits for the sampler to
     * end, as it does for any init container.
     *
     * @param since when it was started
     */
    public record Holding(Instant since) implements State {}
}
