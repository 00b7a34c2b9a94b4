package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.RefusalReason;
import io.deadlockwatch.sampler.time.Nanos;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a leak profile may be taken.
 *
 * <p>It costs the target a garbage collection, and its detector is quadratic in the goroutines that queue for one lock or WaitGroup: beyond {@value #MOST_WAITERS} of them it
 * is not asked. Between two profiles lies the interval of the configuration. Idle pools are suspicious for ever, so a profile that shows no leak where it was asked makes the
 * next one wait twice as long, up to an hour, until something else becomes suspicious.
 */
final class LeakGate {

    static final long MOST_GOROUTINES = 20_000;
    static final long MOST_WAITERS = 2_000;
    private static final int MOST_PATIENCE = 12;

    private boolean taken;
    private long lastNanos;
    private int patience = 1;
    private Set<String> looked = Set.of();
    private boolean served = true;

    /** Why not; empty: it may. There must be a suspicion. */
    Optional<RefusalReason> refusal(Situation seen, LadderConfig config, long now) {
        if (config.leakIntervalMillis() <= 0) {
            return Optional.of(RefusalReason.OFF);
        }
        if (!served) {
            return Optional.of(RefusalReason.NOT_SERVED);
        }
        int intervals = looked.containsAll(seen.suspicion().stacks()) ? patience : 1;
        if (taken && !Nanos.isOver(lastNanos + intervals * Nanos.ofMillis(config.leakIntervalMillis()), now)) {
            return Optional.of(RefusalReason.SPACING);
        }
        if (seen.slow()) {
            return Optional.of(RefusalReason.SLOW_TARGET);
        }
        if (seen.goroutines() > MOST_GOROUTINES) {
            return Optional.of(RefusalReason.TOO_MANY_GOROUTINES);
        }
        return seen.mostWaiters() > MOST_WAITERS ? Optional.of(RefusalReason.TOO_MANY_WAITERS) : Optional.empty();
    }

    /**
     * One was asked for, whatever came of it.
     *
     * @param fruitful whether it showed a leak
     */
    void taken(Suspicion suspicion, boolean fruitful, long now) {
        int before = looked.containsAll(suspicion.stacks()) ? patience : 1;
        patience = fruitful ? 1 : Math.min(MOST_PATIENCE, 2 * before);
        looked = suspicion.stacks();
        taken = true;
        lastNanos = now;
    }

    /** The target has no such page; it will not get one before it restarts. */
    void isNotServed() {
        served = false;
    }

    /** Another process answers. Time between profiles holds for it too: it may be one that restarts all the time. */
    void restarted() {
        served = true;
        looked = Set.of();
        patience = 1;
    }
}
