package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.RefusalReason;
import io.deadlockwatch.sampler.time.Nanos;
import java.util.Optional;

/**
 * Whether a dump may be taken: it stops the target, so only a small process, for a pause that is predicted to be short, seldom, and not two replicas of a workload at a
 * time. The last of these only the operator can know.
 */
final class DumpGate {

    /** Whatever the configuration says. */
    static final long MOST_GOROUTINES = 30_000;

    /** Two dumps tell whether what the first shows stays: a third within this time would tell no more. */
    private static final long PAIR_NANOS = Nanos.ofMillis(600_000);

    private PausePrediction prediction = new PausePrediction();
    private int taken;
    private long lastNanos;
    private long lastButOneNanos;
    private boolean granted;
    private long grantedUntil;

    /** Whether this suspicion is worth one. */
    static boolean isWorth(Suspicion suspicion, LadderConfig config) {
        return config.dumpLocksOnly() ? suspicion.lock() : !suspicion.isNone();
    }

    /** Why not; empty: it may. */
    Optional<RefusalReason> refusal(Situation seen, LadderConfig config, long now) {
        if (config.dumpIntervalMillis() <= 0 || config.dumpGoroutines() <= 0) {
            return Optional.of(RefusalReason.OFF);
        }
        if (isTooSoon(Nanos.ofMillis(config.dumpIntervalMillis()), now)) {
            return Optional.of(RefusalReason.SPACING);
        }
        if (seen.slow()) {
            return Optional.of(RefusalReason.SLOW_TARGET);
        }
        if (seen.goroutines() > Math.min(config.dumpGoroutines(), MOST_GOROUTINES)) {
            return Optional.of(RefusalReason.TOO_MANY_GOROUTINES);
        }
        if (prediction.nanos(seen.goroutines()) > Nanos.ofMillis(config.pauseBudgetMillis())) {
            return Optional.of(RefusalReason.PAUSE_BUDGET);
        }
        return granted && !Nanos.isOver(grantedUntil, now) ? Optional.empty() : Optional.of(RefusalReason.NO_GRANT);
    }

    private boolean isTooSoon(long spacing, long now) {
        return (taken > 0 && !Nanos.isOver(lastNanos + spacing, now))
                || (taken > 1 && !Nanos.isOver(lastButOneNanos + PAIR_NANOS, now));
    }

    /** It is this replica's turn until then. */
    void grant(long until) {
        granted = true;
        grantedUntil = until;
    }

    /** One was asked for, whatever came of it. A grant is for one. */
    void taken(long now) {
        granted = false;
        taken = Math.min(2, taken + 1);
        lastButOneNanos = lastNanos;
        lastNanos = now;
    }

    /** A dump of so many goroutines took so long, at most. */
    void learn(long goroutines, long nanos) {
        prediction.learn(goroutines, nanos);
    }

    /** Another process answers: what the one before took says nothing. Time between dumps holds for it too. */
    void restarted() {
        prediction = new PausePrediction();
    }
}
