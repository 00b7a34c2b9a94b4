package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.ledger.Ledger;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.ledger.Sighting;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.pprof.PprofTarget;
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

    /** Function names remembered: those that block, of a large service, in less than 1 MB. */
    private static final int NAMES = 1_024;

    private static final String BEGIN = "no lease from the operator yet";
    private static final String OUT_OF_MEMORY = "the profile does not fit into the sampler's memory";

    private final SnapshotSource source;
    private final Ledger ledger;
    private final Ticker ticker;
    private final Tallies tallies = new Tallies();
    private final FunctionNames names = new FunctionNames(NAMES);
    private SampleWindow window = new SampleWindow();
    private TargetStatus status = new TargetStatus(1, TargetState.IDLE, BEGIN, "");
    private @Nullable PprofTarget address;
    private boolean seen;
    private boolean cut;
    private long resets;

    TargetMonitor(SnapshotSource source, Ledger ledger, Ticker ticker) {
        this.source = source;
        this.ledger = ledger;
        this.ticker = ticker;
    }

    /**
     * Takes one sample; whatever comes of it ends up in the status.
     *
     * @return false if it took more memory than there is: such an attempt is dear, and the next will fare no better soon
     */
    boolean sample(SamplerConfig config) {
        long start = ticker.nanos();
        try {
            SnapshotSource.Fetched fetched = source.fetch(config);
            Snapshot snapshot = fetched.snapshot();
            List<String> problems = snapshot.problems();
            tallies.add(
                    problems.isEmpty() ? SnapshotOutcome.OK : SnapshotOutcome.INVALID,
                    fetched.bytes(),
                    ticker.nanos() - start);
            good(snapshot, PprofTarget.of(config), start, problems.isEmpty() ? "" : problems.getFirst());
        } catch (PprofException e) {
            tallies.add(e.outcome(), 0, ticker.nanos() - start);
            cut |= e.isCut();
            set(e.state(), String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            forget();
            tallies.add(SnapshotOutcome.TOO_LARGE, 0, ticker.nanos() - start);
            set(TargetState.INVALID, OUT_OF_MEMORY);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            forget();
            tallies.add(SnapshotOutcome.INVALID, 0, ticker.nanos() - start);
            set(TargetState.INVALID, "the sampler failed on the profile: " + e);
        }
        return true;
    }

    /** Times are those of the request: what a sample shows is at least as old. */
    private void good(Snapshot snapshot, PprofTarget from, long now, String problem) {
        long incarnation = status.incarnation();
        boolean other = cut || !snapshot.buildId().equals(status.buildId()) || !from.equals(address);
        if (seen && other) {
            incarnation++;
            forget();
        }
        seen = true;
        cut = false;
        address = from;
        ledger.record(sightings(snapshot), now);
        window.add(snapshot, now);
        status = new TargetStatus(incarnation, TargetState.OK, clip(problem), snapshot.buildId());
    }

    private List<Sighting> sightings(Snapshot snapshot) {
        List<Sighting> sightings = new ArrayList<>();
        for (StackCount stack : snapshot.stacks()) {
            if (stack.count() > 0 && stack.stack().state().canBlockForEver()) {
                sightings.add(new Sighting(StackFingerprint.of(stack.stack(), names), stack.stack(), stack.count()));
            }
        }
        return sightings;
    }

    /** Nothing is asked of the target from now on. */
    void idle(String why) {
        forget();
        set(TargetState.IDLE, why);
    }

    /** Drops what was counted, as after an error that may have left it half done. */
    void forget() {
        ledger.reset();
        window = new SampleWindow();
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

    /** Forgets a stack that is gone, once nobody needs to be told. */
    void drop(String stack) {
        ledger.drop(stack);
    }

    /** Rises whenever entries disappear without being gone: what was reported no longer holds as a whole. */
    long breaks() {
        return resets + ledger.evicted();
    }
}
