package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.BenignCatalogue;
import io.deadlockwatch.core.ledger.Ledger;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.ledger.Sighting;
import io.deadlockwatch.core.protocol.EndedIncarnation.Cause;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.sampler.ladder.Pace;
import io.deadlockwatch.sampler.ladder.Rung;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.pprof.PprofTarget;
import io.deadlockwatch.sampler.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one target: its state, its ledger, its incarnation.
 *
 * <p>A new incarnation begins with the first good sample after a connection was refused or cut, with another build id, or at another address, provided that the
 * old one was ever seen. Ages start anew with it. They also start anew after a time without a lease, in the same incarnation: nobody watched in between.
 */
final class TargetMonitor {

    /** Between attempts at a profile that does not fit into memory. */
    private static final long EXHAUSTED_MILLIS = 120_000;

    private static final String BEGIN = "no lease from the operator yet";
    private static final String OUT_OF_MEMORY = "the profile does not fit into the sampler's memory";

    private final SnapshotSource source;
    private final Ledger ledger;
    private final Ticker ticker;
    private final Tallies tallies = new Tallies();
    private final FunctionNames names;
    private final Pace pace = new Pace();
    private final Climber climber;
    private SampleWindow window = new SampleWindow();
    private Intervals intervals = new Intervals();
    private TargetStatus status = new TargetStatus(1, TargetState.IDLE, BEGIN, "");
    private @Nullable PprofTarget address;
    private @Nullable LastWords lastWords;
    private boolean seen;
    private boolean cut;
    private boolean fits = true;
    private long resets;

    TargetMonitor(
            SnapshotSource source,
            LadderSource dearer,
            Ledger ledger,
            Ticker ticker,
            BenignCatalogue benign,
            FunctionNames names) {
        this.source = source;
        this.ledger = ledger;
        this.ticker = ticker;
        this.names = names;
        this.climber = new Climber(dearer, ticker, tallies, names, benign);
    }

    /** Takes one sample, and what is due beyond it; whatever comes of it ends up in the status. */
    void sample(SamplerConfig config) {
        long start = ticker.nanos();
        fits = true;
        try {
            SnapshotSource.Fetched fetched = source.fetch(config);
            Snapshot snapshot = fetched.snapshot();
            long took = ticker.nanos() - start;
            List<String> problems = snapshot.problems();
            tallies.add(
                    Rung.STACKS,
                    problems.isEmpty() ? SnapshotOutcome.OK : SnapshotOutcome.INVALID,
                    fetched.bytes(),
                    took,
                    fetched.waitNanos());
            pace.answered(took);
            good(snapshot, PprofTarget.of(config), start, problems.isEmpty() ? "" : problems.getFirst());
            climber.look(start, ledger.entries(), snapshot.goroutines(), pace.isSlow(), config);
        } catch (PprofException e) {
            failed(e, ticker.nanos() - start);
        } catch (OutOfMemoryError e) {
            forget();
            fits = false;
            tallies.addFailed(Rung.STACKS, SnapshotOutcome.TOO_LARGE, ticker.nanos() - start);
            set(TargetState.INVALID, OUT_OF_MEMORY);
        } catch (RuntimeException | StackOverflowError e) {
            forget();
            tallies.addFailed(Rung.STACKS, SnapshotOutcome.INVALID, ticker.nanos() - start);
            set(TargetState.INVALID, "the sampler failed on the profile: " + e);
        }
    }

    private void failed(PprofException e, long nanos) {
        tallies.addFailed(Rung.STACKS, e.outcome(), nanos);
        switch (e.outcome()) {
            case TIMEOUT -> pace.timedOut();
            case TOO_LARGE, TRUNCATED, INVALID -> pace.answered(nanos); // the target has worked for it all the same
            default -> {}
        }
        cut |= e.isCut();
        set(e.state(), String.valueOf(e.getMessage()));
    }

    /** Time until the next sample; asked once after each. */
    long nextIntervalMillis(SamplerConfig config) {
        long paced =
                pace.intervalMillis(config.intervalMillis(), config.ladder().cpuBudgetMillis());
        long interval = fits ? paced : Math.max(paced, EXHAUSTED_MILLIS);
        intervals.add(interval);
        return interval;
    }

    /** Time between samples, to tell missing ones by: {@link Intervals#millis}. */
    long intervalMillis() {
        return intervals.millis();
    }

    /** Times are those of the request: what a sample shows is at least as old. */
    private void good(Snapshot snapshot, PprofTarget from, long now, String problem) {
        long incarnation = status.incarnation();
        Cause cause = changed(snapshot.buildId(), from);
        if (seen && cause != null) {
            lastWords =
                    LastWords.of(status, cause, window.at(now, 0).goodSamples(), ledger.entries(), climber.evidence());
            incarnation++;
            forget();
            climber.restarted();
        }
        seen = true;
        cut = false;
        address = from;
        ledger.record(sightings(snapshot), now);
        window.add(snapshot, now);
        status = new TargetStatus(incarnation, TargetState.OK, clip(problem), snapshot.buildId());
    }

    private @Nullable Cause changed(String buildId, PprofTarget from) {
        if (!from.equals(address)) {
            return Cause.MOVED;
        }
        if (!buildId.equals(status.buildId())) {
            return Cause.REPLACED;
        }
        return cut ? Cause.RESTARTED : null;
    }

    private List<Sighting> sightings(Snapshot snapshot) {
        List<Sighting> sightings = new ArrayList<>();
        for (StackCount stack : snapshot.stacks()) {
            if (stack.count() > 0 && stack.stack().state().canBlockForEver()) {
                String known = ledger.idOf(stack.stack());
                String id = known == null ? StackFingerprint.of(stack.stack(), names) : known;
                sightings.add(new Sighting(id, stack.stack(), stack.count()));
            }
        }
        return sightings;
    }

    /** The operator says that it is this replica's turn to be dumped until then. */
    void granted(long until, SamplerConfig config) {
        climber.granted(until, ledger.entries(), config);
    }

    /** Nothing is asked of the target from now on. */
    void idle(String why) {
        forget();
        set(TargetState.IDLE, why);
    }

    /** Drops what was counted, as after an error that may have left it half done. */
    void forget() {
        ledger.reset();
        climber.forget();
        window = new SampleWindow();
        intervals = new Intervals();
        resets++;
    }

    private void set(TargetState state, String detail) {
        status = new TargetStatus(status.incarnation(), state, clip(detail), status.buildId());
    }

    private static String clip(String detail) {
        return detail.length() <= ReportLimits.DETAIL_CHARS ? detail : detail.substring(0, ReportLimits.DETAIL_CHARS);
    }

    TargetStatus status() {
        return status;
    }

    Window window() {
        return window.at(ticker.nanos(), ledger.turnedAway());
    }

    List<SnapshotTally> tallies() {
        return tallies.list();
    }

    List<LedgerEntry> entries() {
        return ledger.entries();
    }

    /** A stack of {@link #entries} as it is reported. */
    StackEntry told(LedgerEntry entry) {
        return climber.evidence().entry(entry);
    }

    Climber climber() {
        return climber;
    }

    /** What the incarnation before showed at its end; null once it was told, or if there was none. */
    @Nullable
    LastWords lastWords() {
        return lastWords;
    }

    /** The operator has been told. */
    void lastWordsTold(LastWords words) {
        if (words.equals(lastWords)) {
            lastWords = null;
        }
    }

    LeakSummary leaks() {
        return climber.evidence().leaks().summary(ticker.nanos());
    }

    /** Stacks that were gone and had to make room. */
    long evicted() {
        return ledger.evicted();
    }

    /** Forgets a stack that is gone, once nobody needs to be told. */
    void drop(String stack) {
        ledger.drop(stack);
    }

    /** Rises whenever entries disappear without being gone: what was reported no longer holds as a whole. */
    long breaks() {
        return resets + ledger.evicted();
    }
}
