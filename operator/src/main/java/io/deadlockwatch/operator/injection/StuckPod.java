package io.deadlockwatch.operator.injection;

/**
 * A pod that its sampler keeps from running.
 *
 * @param reason the kubelet's word, or {@code PodInitializing} if the sampler runs and nothing after it begins
 */
public record StuckPod(SamplerStart start, String reason) {}
