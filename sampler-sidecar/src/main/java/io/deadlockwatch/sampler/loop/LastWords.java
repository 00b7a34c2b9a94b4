package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.sampler.ladder.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an incarnation of a target showed at its end. A probe that kills deadlocked pods destroys the evidence of why; the sampler lives in another container and still
 * has it.
 *
 * @param ended what is reported
 * @param stacks text of its entries
 */
record LastWords(EndedIncarnation ended, List<StackText> stacks) {

    /** Characters of all their text, so that it fits into a report beside what is new. */
    private static final int TEXT_CHARS = 256 << 10;

    /** Longest blocked first. */
    private static final Comparator<LedgerEntry> LONGEST_FIRST = new Comparator<>() {
        @Override
        public int compare(LedgerEntry one, LedgerEntry other) {
            return Long.compare(other.blockedForNanos(), one.blockedForNanos());
        }
    };

    /** Those stacks that were blocked in more than one sample up to the end, the longest first, as many as may be told. */
    static LastWords of(
            TargetStatus last,
            EndedIncarnation.Cause cause,
            long goodSamples,
            List<LedgerEntry> seen,
            Evidence evidence) {
        List<LedgerEntry> blocked = new ArrayList<>();
        for (LedgerEntry entry : seen) {
            if (entry.blockedForNanos() > 0) {
                blocked.add(entry);
            }
        }
        blocked.sort(LONGEST_FIRST);
        List<StackEntry> entries = new ArrayList<>();
        List<StackText> stacks = new ArrayList<>();
        int chars = 0;
        for (LedgerEntry entry : blocked) {
            chars += chars(entry);
            if (entries.size() == EndedIncarnation.MAX_ENTRIES || chars > TEXT_CHARS) {
                break;
            }
            entries.add(evidence.entry(entry));
            stacks.add(new StackText(entry.id(), entry.stack()));
        }
        return new LastWords(
                new EndedIncarnation(last.incarnation(), cause, last.buildId(), goodSamples, entries), stacks);
    }

    private static int chars(LedgerEntry entry) {
        int chars = 0;
        for (Frame frame : entry.stack().frames()) {
            chars += frame.function().length() + frame.file().length();
        }
        return chars;
    }
}
