package io.deadlockwatch.core.protocol;

/**
 * What the dearer snapshots may cost the target; the rungs are those of {@link SnapshotTally#rung}.
 *
 * @param cpuBudgetMillis CPU time a second that rung 1 may cost; the interval is stretched until it does not cost more
 * @param pauseBudgetMillis longest pause that a dump may be predicted to cause
 * @param leakIntervalMillis shortest time between two leak profiles; 0: none is taken
 * @param dumpIntervalMillis shortest time between two dumps; 0: none is taken
 * @param dumpGoroutines a process with more of them is not dumped
 * @param dumpLocksOnly whether only a suspicion of a lock is worth a dump, not one of a channel
 */
public record LadderConfig(
        long cpuBudgetMillis,
        long pauseBudgetMillis,
        long leakIntervalMillis,
        long dumpIntervalMillis,
        long dumpGoroutines,
        boolean dumpLocksOnly) {

    /** What an operator means that does not know the dearer rungs: rung 1 alone, for 1 % of a core. It would have no use for more. */
    public static final LadderConfig FIRST_RUNG_ONLY = new LadderConfig(10, 0, 0, 0, 0, true);

    /** 1 % of a core, 50 ms, a leak profile each 5 min, a dump each 10 min of up to 2,000 goroutines. */
    public static final LadderConfig DEFAULTS = new LadderConfig(10, 50, 300_000, 600_000, 2_000, true);
}
