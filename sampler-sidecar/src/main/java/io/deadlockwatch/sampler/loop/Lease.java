package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.sampler.ladder.LadderBounds;
import io.deadlockwatch.sampler.time.Nanos;

/** Configuration from the operator, and until when it may be acted on. */
final class Lease {

    /** Bounds that hold whatever the operator says. */
    private static final long LEAST_MILLIS = 1_000;

    private static final long MOST_MILLIS = 300_000;
    private static final long LONGEST_LEASE_MILLIS = 3_600_000;

    private SamplerConfig config = new SamplerConfig(6_060, "/debug/pprof", "http", 15_000, 30_000, false);
    private long until;
    private boolean held;

    /**
     * Takes over an answer.
     *
     * @param sent when the report was sent: the lease runs from then at the latest
     */
    void renew(Answer answer, long sent) {
        SamplerConfig given = answer.config();
        config = new SamplerConfig(
                given.port(),
                given.path(),
                given.scheme(),
                clamp(given.intervalMillis()),
                clamp(given.heartbeatMillis()),
                given.paused(),
                LadderBounds.of(given.ladder()),
                given.ages());
        held = answer.leaseMillis() > 0;
        until = sent + Nanos.ofMillis(Math.min(answer.leaseMillis(), LONGEST_LEASE_MILLIS));
    }

    private static long clamp(long millis) {
        return Math.clamp(millis, LEAST_MILLIS, MOST_MILLIS);
    }

    SamplerConfig config() {
        return config;
    }

    /** Whether the target may be touched now. */
    boolean allows(long now) {
        if (held && until - now <= 0) {
            held = false;
        }
        return held && !config.paused();
    }

    /** Why it may not, for people. */
    String whyNot() {
        return held ? "paused by the operator" : "no lease from the operator";
    }

    /** When it runs out; only of interest while it allows. */
    long until() {
        return until;
    }
}
