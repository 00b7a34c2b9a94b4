package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a report holds: everything if the operator knows nothing, else what has changed since the report it acknowledged last.
 *
 * <p>{@code told} mirrors what the operator holds: for each stack the numbers acknowledged last. A stack in it has its text there too, even if it is gone (count 0):
 * many stacks of a busy server come and go. A full report starts the mirror anew. What does not fit into a report is simply not told yet and stands in the next.
 */
final class ReportComposer {

    /** Room for goodbyes beside everything a ledger holds. */
    private static final int TOLD = 4_096;

    /** Characters of new stacks in one report; keeps it, and its making, far below the limits. */
    private static final int TEXT_CHARS = 1 << 20;

    private static final int FRAME_CHARS = 56;
    private static final int LEAST_ENTRIES = 16;

    private final PodRef pod;
    private final String epoch;
    private final String version;
    private final ReportLimits limits;
    private final LinkedHashMap<String, StackEntry> told = new LinkedHashMap<>(64, 0.75f, true);
    private @Nullable TargetStatus toldStatus;
    private @Nullable Report pending;
    private long seq;
    private long base;
    private long breaks;
    private long pendingBreaks;
    private int room;
    private boolean complete = true;

    ReportComposer(PodRef pod, String epoch, String version, ReportLimits limits) {
        this.pod = pod;
        this.epoch = epoch;
        this.version = version;
        this.limits = limits;
        this.room = limits.entries();
    }

    /** The next report. Entries whose age alone grew are in it from {@code ageMillis} more on. */
    Report compose(TargetMonitor target, long ageMillis) {
        if (breaks != target.breaks()) {
            resync();
        }
        pendingBreaks = target.breaks();
        List<StackEntry> entries = new ArrayList<>();
        List<StackText> stacks = new ArrayList<>();
        int chars = 0;
        complete = true;
        for (LedgerEntry seen : target.entries()) {
            StackEntry known = told.get(seen.id());
            StackEntry now = entry(seen);
            if (known == null && seen.isGone()) {
                target.drop(seen.id());
            } else if (known == null || isNews(now, known, ageMillis)) {
                int more = known == null ? chars(seen) : 0;
                if (entries.size() == room || (chars + more > TEXT_CHARS && chars > 0)) {
                    complete = false;
                    continue;
                }
                chars += more;
                entries.add(now);
                if (known == null) {
                    stacks.add(new StackText(seen.id(), seen.stack()));
                }
            }
        }
        Report report = new Report(
                pod, epoch, ++seq, base, version, target.status(), target.window(), target.tallies(), entries, stacks);
        pending = report;
        return report;
    }

    private static StackEntry entry(LedgerEntry seen) {
        return new StackEntry(seen.id(), seen.count(), seen.min(), Nanos.toMillis(seen.blockedForNanos()));
    }

    private static boolean isNews(StackEntry now, StackEntry known, long ageMillis) {
        return now.count() != known.count()
                || now.min() != known.min()
                || now.blockedForMillis() < known.blockedForMillis()
                || now.blockedForMillis() - known.blockedForMillis() >= ageMillis;
    }

    private static int chars(LedgerEntry seen) {
        int chars = 0;
        for (Frame frame : seen.stack().frames()) {
            chars += FRAME_CHARS + frame.function().length() + frame.file().length();
        }
        return chars;
    }

    /** Whether the operator should hear at once: another state or incarnation, or a stack that it does not count yet. */
    boolean hasNews(TargetMonitor target) {
        TargetStatus status = target.status();
        if (toldStatus == null
                || breaks != target.breaks()
                || status.state() != toldStatus.state()
                || status.incarnation() != toldStatus.incarnation()) {
            return true;
        }
        for (LedgerEntry seen : target.entries()) {
            StackEntry known = told.get(seen.id());
            if (!seen.isGone() && (known == null || known.count() == 0)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the report composed last told everything. */
    boolean isComplete() {
        return complete;
    }

    /** The operator took the report composed last. */
    void accepted(TargetMonitor target) {
        Report report = pending;
        if (report == null) {
            return;
        }
        pending = null;
        base = report.seq();
        breaks = pendingBreaks;
        toldStatus = report.target();
        for (StackEntry entry : report.entries()) {
            told.put(entry.stack(), entry);
            if (entry.count() == 0) {
                target.drop(entry.stack());
            }
        }
        trim();
        if (complete) {
            room = (int) Math.min(limits.entries(), 2L * room);
        }
    }

    /** Forgets goodbyes, oldest first: their text would have to be told again. */
    private void trim() {
        Iterator<Map.Entry<String, StackEntry>> eldest = told.entrySet().iterator();
        while (told.size() > TOLD && eldest.hasNext()) {
            if (eldest.next().getValue().count() == 0) {
                eldest.remove();
            }
        }
    }

    /** The operator wants to know everything. */
    void resync() {
        base = 0;
        told.clear();
    }

    /** The operator found the report wrong or too large: everything anew, in smaller pieces. */
    void refused() {
        resync();
        room = Math.max(LEAST_ENTRIES, room / 2);
    }
}
