package io.deadlockwatch.sampler.report;

/**
 * How long the operator may take.
 *
 * @param connectMillis to take a connection
 * @param exchangeMillis for the TLS handshake, and again for a report and its answer
 */
public record ChannelLimits(int connectMillis, int exchangeMillis) {

    /** 3 s and 10 s. */
    public static final ChannelLimits DEFAULTS = new ChannelLimits(3_000, 10_000);
}
