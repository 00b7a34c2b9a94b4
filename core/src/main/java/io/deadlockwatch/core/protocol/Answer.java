package io.deadlockwatch.core.protocol;

/**
 * The operator's answer to an accepted report.
 *
 * @param ack {@code seq} of the report
 * @param leaseMillis how long the sampler may touch its target, from now; 0: not at all
 * @param dumpGrantMillis how long from now it is this replica's turn to be dumped; 0: it is not
 */
public record Answer(long ack, long leaseMillis, SamplerConfig config, long dumpGrantMillis) {

    /** Without a grant. */
    public Answer(long ack, long leaseMillis, SamplerConfig config) {
        this(ack, leaseMillis, config, 0);
    }
}
