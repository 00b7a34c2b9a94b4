package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.judge.Dumps;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackFacts;
import io.deadlockwatch.sampler.time.Nanos;

/** All that the rungs have shown of the stacks in a ledger. */
public final class Evidence {

    private final LeakEvidence leaks = new LeakEvidence();
    private final DumpEvidence dumps = new DumpEvidence();

    public LeakEvidence leaks() {
        return leaks;
    }

    public DumpEvidence dumps() {
        return dumps;
    }

    /** A stack as it is reported. */
    public StackEntry entry(LedgerEntry seen) {
        Dumps told = dumps.of(seen);
        return new StackEntry(
                seen.id(),
                seen.count(),
                seen.min(),
                tenths(Nanos.toMillis(seen.blockedForNanos())),
                new StackFacts(
                        seen.growth(),
                        leaks.leaked(seen),
                        told.longestWait().toMillis(),
                        told.stayed(),
                        told.apart().toMillis()));
    }

    /** To a tenth of a second, as far as samples keep time: five at 15 s are 60 s, whichever came a moment late. */
    private static long tenths(long millis) {
        return (millis + 50) / 100 * 100;
    }

    /** Another incarnation, or a time in which nobody looked. */
    public void clear() {
        leaks.clear();
        dumps.clear();
    }
}
