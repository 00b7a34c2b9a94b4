package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.AgeConfig;
import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a report holds: everything if the operator knows nothing, else what has changed since the report it acknowledged last.
 *
 * <p>{@code told} mirrors what the operator holds. A full report starts the mirror anew. What does not fit into a report is simply not told yet and stands in the next.
 *
 * <p>Most stacks do nothing but age, all by the time between two samples. Where the operator takes it ({@link AgeConfig#grow}), that time is told once for all of them, and a
 * stack has an entry only if what the operator then holds of it would be wrong. A report that is not complete lets nothing age: what is missing in it may be gone.
 */
final class ReportComposer {

    /** Characters of new stacks in one report; keeps it, and its making, far below the limits. */
    private static final int TEXT_CHARS = 1 << 20;

    private static final int FRAME_CHARS = 56;
    private static final int LEAST_ENTRIES = 16;

    /** By how much the age that an operator holds may be wrong: ages are told in tenths of a second. */
    private static final long AGE_SLACK_MILLIS = 100;

    private final PodRef pod;
    private final String epoch;
    private final String version;
    private final ReportLimits limits;
    private final OwnCost cost;
    private final ToldStacks told = new ToldStacks();
    private @Nullable TargetStatus toldStatus;
    private @Nullable Report pending;
    private @Nullable LastWords pendingWords;
    private long seq;
    private long base;
    private long breaks;
    private long pendingBreaks;

    /** Between the first and the last sample of the incarnation: when the ages that the operator holds were true. */
    private long toldSpan;

    private long pendingSpan;
    private int room;
    private boolean complete = true;
    private boolean toldWish;

    ReportComposer(PodRef pod, String epoch, String version, ReportLimits limits, OwnCost cost) {
        this.pod = pod;
        this.epoch = epoch;
        this.version = version;
        this.limits = limits;
        this.cost = cost;
        this.room = limits.entries();
    }

    /**
     * The next report. Where the operator does not take growth, a stack whose age alone grew has an entry from half a heartbeat on.
     */
    Report compose(TargetMonitor target, SamplerConfig config) {
        if (breaks != target.breaks()) {
            resync();
        }
        pendingBreaks = target.breaks();
        Window window = target.window();
        boolean grow = config.ages().grow() && base != 0;
        long grown = grow ? Math.max(0, window.spanMillis() - toldSpan) : 0;
        long slack = grow ? AGE_SLACK_MILLIS : config.heartbeatMillis() / 2 - 1;
        List<StackEntry> entries = new ArrayList<>();
        List<StackText> stacks = new ArrayList<>();
        int chars = 0;
        complete = true;
        for (LedgerEntry seen : target.entries()) {
            StackEntry known = told.get(seen.id());
            StackEntry now = target.told(seen);
            if (known == null && seen.isGone()) {
                target.drop(seen.id());
            } else if (known == null
                    || isNews(now, known.olderBy(grown), slack)
                    || comesOfAge(now, known.olderBy(grown), config.ages())) {
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
        LastWords words = target.lastWords();
        if (words != null) {
            if (complete && stacks.size() + words.stacks().size() <= limits.entries()) {
                addTexts(words, stacks);
            } else {
                words = null;
                complete = false;
            }
        }
        Report report = new Report(
                pod,
                epoch,
                ++seq,
                base,
                version,
                target.status(),
                window,
                target.tallies(),
                entries,
                stacks,
                ladder(target, target.intervalMillis(), words),
                complete ? grown : 0);
        pending = report;
        pendingSpan = complete || report.isFull() ? window.spanMillis() : toldSpan;
        pendingWords = words;
        return report;
    }

    /** Of an incarnation that ended the operator needs all text: what it was told before it forgets with that incarnation. */
    private static void addTexts(LastWords words, List<StackText> stacks) {
        Set<String> there = new HashSet<>();
        for (StackText text : stacks) {
            there.add(text.id());
        }
        for (StackText text : words.stacks()) {
            if (!there.contains(text.id())) {
                stacks.add(text);
            }
        }
    }

    private LadderStatus ladder(TargetMonitor target, long intervalMillis, @Nullable LastWords words) {
        Climber climber = target.climber();
        return new LadderStatus(
                intervalMillis,
                climber.wantsDump(),
                climber.refusals(),
                cost.now(),
                target.leaks(),
                target.evicted(),
                words == null ? Optional.empty() : Optional.of(words.ended()));
    }

    private static boolean isNews(StackEntry now, StackEntry known, long slackMillis) {
        long older = now.blockedForMillis() - known.blockedForMillis();
        return now.count() != known.count()
                || now.min() != known.min()
                || !now.facts().equals(known.facts())
                || older < -AGE_SLACK_MILLIS
                || older > slackMillis;
    }

    /** Whether it has been blocked for as long as the operator waits for, and the operator does not know. */
    private static boolean comesOfAge(StackEntry now, StackEntry known, AgeConfig ages) {
        return ages.tellAtMillis() > 0
                && now.blockedForMillis() >= ages.tellAtMillis()
                && known.blockedForMillis() < ages.tellAtMillis();
    }

    private static int chars(LedgerEntry seen) {
        int chars = 0;
        for (Frame frame : seen.stack().frames()) {
            chars += FRAME_CHARS + frame.function().length() + frame.file().length();
        }
        return chars;
    }

    /** Whether the operator should hear at once: another state or incarnation, a stack that has been blocked for as long as it waits for, or what the dearer rungs have shown. */
    boolean hasNews(TargetMonitor target, AgeConfig ages) {
        TargetStatus status = target.status();
        if (toldStatus == null
                || breaks != target.breaks()
                || status.state() != toldStatus.state()
                || status.incarnation() != toldStatus.incarnation()
                || target.climber().wantsDump() != toldWish) {
            return true;
        }
        for (LedgerEntry seen : target.entries()) {
            if (!seen.isGone() && isUrgent(target.told(seen), told.get(seen.id()), ages)) {
                return true;
            }
        }
        return false;
    }

    /** Stacks come and go all the time in a busy service. One that is new can wait for the heartbeat, where the operator says from which age on it matters. */
    private static boolean isUrgent(StackEntry now, @Nullable StackEntry known, AgeConfig ages) {
        boolean isNew = known == null || known.count() == 0;
        StackEntry held = known == null || isNew ? new StackEntry(now.stack(), 0, 0, 0) : known;
        return (isNew && ages.tellAtMillis() == 0) || tellsMore(now, held) || comesOfAge(now, held, ages);
    }

    /** Whether a leak profile or a dump has shown what was not known. */
    private static boolean tellsMore(StackEntry now, StackEntry known) {
        return (now.facts().leaked() > 0 && known.facts().leaked() == 0)
                || (now.facts().stayed() > 0 && known.facts().stayed() == 0)
                || (now.facts().longestWaitMillis() > 0 && known.facts().longestWaitMillis() == 0);
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
        toldWish = report.ladder().wantsDump();
        LastWords words = pendingWords;
        if (words != null) {
            target.lastWordsTold(words);
            pendingWords = null;
        }
        told.grow(report.grownMillis());
        toldSpan = pendingSpan;
        for (StackEntry entry : report.entries()) {
            told.put(entry);
            if (entry.count() == 0) {
                target.drop(entry.stack());
            }
        }
        told.trim();
        if (complete) {
            room = (int) Math.min(limits.entries(), 2L * room);
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
