package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.judge.BenignCatalogue;
import io.deadlockwatch.core.judge.Leaks;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.ladder.Evidence;
import io.deadlockwatch.sampler.ladder.Ladder;
import io.deadlockwatch.sampler.ladder.Rung;
import io.deadlockwatch.sampler.ladder.Situation;
import io.deadlockwatch.sampler.ladder.Suspects;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.time.Nanos;
import io.deadlockwatch.sampler.time.Ticker;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the dearer snapshots of one target when the ladder says so, and keeps what comes of them. What goes wrong is counted, and is no reason to
 * think worse of the sample before. */
final class Climber {

    private final LadderSource source;
    private final Ticker ticker;
    private final Tallies tallies;
    private final FunctionNames names;
    private final Suspects suspects;
    private final Ladder ladder = new Ladder();
    private final Evidence evidence = new Evidence();
    private boolean listsLeaks;
    private @Nullable FreshDump dump;

    Climber(LadderSource source, Ticker ticker, Tallies tallies, FunctionNames names, BenignCatalogue benign) {
        this.source = source;
        this.ticker = ticker;
        this.tallies = tallies;
        this.names = names;
        this.suspects = new Suspects(benign, names);
    }

    /**
     * Looks at a good sample, and takes what is due.
     *
     * @param sampled when it was taken
     * @param entries the ledger after it
     * @param goroutines in it
     * @param slow whether the target answers slowly
     */
    void look(long sampled, List<LedgerEntry> entries, long goroutines, boolean slow, SamplerConfig config) {
        Situation situation =
                new Situation(suspects.after(sampled, entries), goroutines, Suspects.mostWaiters(entries), slow);
        Optional<Rung> due = ladder.next(situation, config.ladder(), ticker.nanos());
        if (due.isPresent()) {
            if (due.get() == Rung.DUMP) {
                takeDump(entries, config);
            } else {
                takeLeaks(entries, config);
            }
        }
    }

    /** The operator says that it is this replica's turn for so long. */
    void granted(long until, List<LedgerEntry> entries, SamplerConfig config) {
        if (ladder.granted(until, config.ladder(), ticker.nanos())) {
            takeDump(entries, config);
        }
    }

    private void takeLeaks(List<LedgerEntry> entries, SamplerConfig config) {
        boolean leaking = false;
        try {
            if (!listsLeaks) {
                listsLeaks = source.listsLeaks(config);
            }
            if (listsLeaks) {
                leaking = fetchLeaks(entries, config);
            } else {
                ladder.leaksNotServed();
            }
        } catch (PprofException e) {
            if (e.state() == TargetState.NO_PPROF) {
                listsLeaks = false;
                ladder.leaksNotServed();
            }
        } catch (OutOfMemoryError e) {
            tallies.addFailed(Rung.LEAKS, SnapshotOutcome.TOO_LARGE, 0);
        } catch (RuntimeException e) {
            tallies.addFailed(Rung.LEAKS, SnapshotOutcome.INVALID, 0);
        }
        ladder.leaksTaken(leaking, ticker.nanos());
    }

    private boolean fetchLeaks(List<LedgerEntry> entries, SamplerConfig config) throws PprofException {
        long start = ticker.nanos();
        try {
            SnapshotSource.Fetched fetched = source.leaks(config);
            boolean leaking = evidence.leaks().add(Leaks.of(fetched.snapshot(), names), ids(entries), start);
            tallies.add(
                    Rung.LEAKS,
                    fetched.snapshot().problems().isEmpty() ? SnapshotOutcome.OK : SnapshotOutcome.INVALID,
                    fetched.bytes(),
                    ticker.nanos() - start,
                    fetched.waitNanos());
            return leaking;
        } catch (PprofException e) {
            tallies.addFailed(Rung.LEAKS, e.outcome(), ticker.nanos() - start);
            throw e;
        }
    }

    private void takeDump(List<LedgerEntry> entries, SamplerConfig config) {
        long start = ticker.nanos();
        try {
            LadderSource.TakenDump taken = source.dump(config);
            long goroutines = taken.snapshot().goroutines();
            evidence.dumps().add(taken.snapshot(), names, ids(entries), start);
            dump = new FreshDump(taken.packed(), goroutines);
            ladder.dumpTook(goroutines, taken.waitNanos());
            tallies.add(
                    Rung.DUMP,
                    outcome(taken, config.ladder()),
                    taken.bytes(),
                    ticker.nanos() - start,
                    taken.waitNanos());
        } catch (PprofException e) {
            long nanos = ticker.nanos() - start;
            tallies.addFailed(Rung.DUMP, e.outcome(), nanos);
            if (e.outcome() == SnapshotOutcome.TIMEOUT) {
                ladder.dumpTimedOut(nanos);
            }
        } catch (OutOfMemoryError e) {
            tallies.addFailed(Rung.DUMP, SnapshotOutcome.TOO_LARGE, ticker.nanos() - start);
        } catch (RuntimeException e) {
            tallies.addFailed(Rung.DUMP, SnapshotOutcome.INVALID, ticker.nanos() - start);
        }
        ladder.dumpTaken(ticker.nanos());
    }

    private static SnapshotOutcome outcome(LadderSource.TakenDump taken, LadderConfig config) {
        if (taken.snapshot().truncated()) {
            return SnapshotOutcome.TRUNCATED;
        }
        return taken.waitNanos() > Nanos.ofMillis(config.pauseBudgetMillis())
                ? SnapshotOutcome.OVER_BUDGET
                : SnapshotOutcome.OK;
    }

    private static Set<String> ids(List<LedgerEntry> entries) {
        Set<String> ids = new HashSet<>();
        for (LedgerEntry entry : entries) {
            if (!entry.isGone()) {
                ids.add(entry.id());
            }
        }
        return ids;
    }

    /** The last dump, which is handed out once. */
    @Nullable
    FreshDump takeFresh() {
        FreshDump fresh = dump;
        dump = null;
        return fresh;
    }

    Evidence evidence() {
        return evidence;
    }

    boolean wantsDump() {
        return ladder.wantsDump();
    }

    List<Refusal> refusals() {
        return ladder.refusals();
    }

    /** What was seen holds no longer: nobody looked for a while, or an error left it half done. */
    void forget() {
        suspects.clear();
        evidence.clear();
        ladder.forget();
        dump = null;
    }

    /** Another process answers. */
    void restarted() {
        forget();
        ladder.restarted();
        listsLeaks = false;
    }

    /**
     * A dump that the operator has not got yet.
     *
     * @param goroutines in the process when it was taken
     */
    record FreshDump(PackedDump packed, long goroutines) {}
}
