package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.RefusalReason;
import io.deadlockwatch.sampler.time.Nanos;
import java.util.List;
import java.util.Optional;

/**
 * Decides after each good sample whether a dearer snapshot is due. Without a suspicion none is, and nothing is refused either.
 *
 * <p>A dump comes before a leak profile if both are due: once a profile was taken, Go marks leaked goroutines in every dump and prints no wait for them any more. A leak
 * profile therefore waits while the operator is asked for a dump, but not for ever: most replicas are never granted one.
 */
public final class Ladder {

    private static final long DUMP_FIRST_NANOS = Nanos.ofMillis(60_000);

    private final LeakGate leaks = new LeakGate();
    private final DumpGate dumps = new DumpGate();
    private final Refusals refusals = new Refusals();
    private Situation seen = Situation.UNKNOWN;
    private boolean wantsDump;
    private long wantedSince;

    /** What is due after a good sample that showed this. */
    public Optional<Rung> next(Situation situation, LadderConfig config, long now) {
        seen = situation;
        if (situation.suspicion().isNone()) {
            wantsDump = false;
            return Optional.empty();
        }
        if (isDumpDue(config, now)) {
            return Optional.of(Rung.DUMP);
        }
        if (wantsDump && !Nanos.isOver(wantedSince + DUMP_FIRST_NANOS, now)) {
            return Optional.empty();
        }
        Optional<RefusalReason> no = leaks.refusal(seen, config, now);
        if (no.isPresent()) {
            refusals.add(Rung.LEAKS, no.get());
            return Optional.empty();
        }
        return Optional.of(Rung.LEAKS);
    }

    /** It is this replica's turn until then: whether a dump is due at once, by what the last sample showed. */
    public boolean granted(long until, LadderConfig config, long now) {
        dumps.grant(until);
        return wantsDump && isDumpDue(config, now);
    }

    private boolean isDumpDue(LadderConfig config, long now) {
        if (!DumpGate.isWorth(seen.suspicion(), config)) {
            wantsDump = false;
            return false;
        }
        Optional<RefusalReason> no = dumps.refusal(seen, config, now);
        if (no.isPresent()) {
            refusals.add(Rung.DUMP, no.get());
        }
        boolean wants = no.isPresent() && no.get() == RefusalReason.NO_GRANT;
        if (wants && !wantsDump) {
            wantedSince = now;
        }
        wantsDump = wants;
        return no.isEmpty();
    }

    /** Whether a dump would be taken if it were granted. */
    public boolean wantsDump() {
        return wantsDump;
    }

    /** A leak profile was asked for; {@code fruitful}: it showed a leak. */
    public void leaksTaken(boolean fruitful, long now) {
        leaks.taken(seen.suspicion(), fruitful, now);
    }

    /** The target serves no leak profile. */
    public void leaksNotServed() {
        leaks.isNotServed();
        refusals.add(Rung.LEAKS, RefusalReason.NOT_SERVED);
    }

    /** A dump was asked for. */
    public void dumpTaken(long now) {
        dumps.taken(now);
    }

    /** A dump of so many goroutines took so long, at most. */
    public void dumpTook(long goroutines, long nanos) {
        dumps.learn(goroutines, nanos);
    }

    /** A dump did not come in time; it may have taken the target no less. */
    public void dumpTimedOut(long nanos) {
        dumps.learn(seen.goroutines(), nanos);
    }

    /** Another process answers. */
    public void restarted() {
        leaks.restarted();
        dumps.restarted();
        forget();
    }

    /** What was seen holds no longer. */
    public void forget() {
        seen = Situation.UNKNOWN;
        wantsDump = false;
    }

    /** Snapshots not taken, by rung and reason. */
    public List<Refusal> refusals() {
        return refusals.list();
    }
}
