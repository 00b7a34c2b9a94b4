package io.deadlockwatch.cli.watch;

import java.time.Duration;

/**
 * How much looking may cost.
 *
 * @param depth the dearest rung that is allowed
 * @param interval between two snapshots, at least
 * @param leakInterval between two leak profiles, at least
 * @param leakGoroutines most goroutines of a process that a leak profile is taken of
 * @param convoy most goroutines that wait for locks at one site: with more, Go's leak detector takes seconds
 * @param dumpInterval between two dumps, at least
 * @param dumpGoroutines most goroutines of a process that a dump is taken of
 * @param pauseBudget longest stop that a dump is predicted to be
 */
public record LadderLimits(
        Depth depth,
        Duration interval,
        Duration leakInterval,
        long leakGoroutines,
        long convoy,
        Duration dumpInterval,
        long dumpGoroutines,
        Duration pauseBudget) {

    /** How far down to look. */
    public enum Depth {
        /** Snapshots only. */
        SHALLOW,
        /** Leak profiles too; dumps only where they can prove something. */
        USUAL,
        /** Dumps for whatever is suspicious. */
        DEEP
    }

    /** The usual ones. */
    public static LadderLimits of(Depth depth, Duration interval, Duration pauseBudget) {
        return new LadderLimits(
                depth, interval, Duration.ofMinutes(5), 20_000, 2_000, Duration.ofMinutes(10), 2_000, pauseBudget);
    }
}
