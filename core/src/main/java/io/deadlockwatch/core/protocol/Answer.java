package io.deadlockwatch.core.protocol;

/**
 * The operator's answer to an accepted report.
 *
 * @param ack {@code seq} of the report
 * @param leaseMillis how long the sampler may touch its target, from now; 0: not at all
 */
public record Answer(long ack, long leaseMillis, SamplerConfig config) {}
