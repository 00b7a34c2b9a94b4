package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.protocol.LadderConfig;

/** What holds whatever the operator says. */
public final class LadderBounds {

    private static final long MOST_CPU_MILLIS = 200;
    private static final long MOST_PAUSE_MILLIS = 2_000;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long LEAK_MILLIS = 60_000;

    /** Of the second dump of a suspicion; {@link DumpGate} bounds how many there are. */
    private static final long DUMP_MILLIS = 30_000;

    private LadderBounds() {}

    /** The configuration within the bounds: a leak profile a minute, two dumps in ten minutes, 30 s apart, of 30,000 goroutines for 2 s, 20 % of a core. */
    public static LadderConfig of(LadderConfig given) {
        return new LadderConfig(
                Math.clamp(given.cpuBudgetMillis(), 1, MOST_CPU_MILLIS),
                Math.clamp(given.pauseBudgetMillis(), 0, MOST_PAUSE_MILLIS),
                spacing(given.leakIntervalMillis(), LEAK_MILLIS),
                spacing(given.dumpIntervalMillis(), DUMP_MILLIS),
                Math.clamp(given.dumpGoroutines(), 0, DumpGate.MOST_GOROUTINES),
                given.dumpLocksOnly());
    }

    /** 0 means none and stays so. */
    private static long spacing(long millis, long least) {
        return millis <= 0 ? 0 : Math.clamp(millis, least, DAY_MILLIS);
    }
}
