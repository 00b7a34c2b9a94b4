package io.deadlockwatch.core.protocol;

/**
 * A node sampler asks which pods to look at.
 *
 * @param pod the sampler's own
 * @param sampler its version
 */
public record TargetsRequest(PodRef pod, String sampler) {}
