package io.deadlockwatch.operator.policy;

import java.time.Duration;

/**
 * What snapshots may cost a target.
 *
 * @param cpuMillis CPU time a second that samples may cost
 * @param pause longest that a dump may be predicted to stop the target
 * @param leakInterval shortest time between two leak profiles; zero: none
 * @param dumpGoroutines a process with more of them is not dumped
 */
public record SamplingBudget(int cpuMillis, Duration pause, Duration leakInterval, int dumpGoroutines) {

    /** 1 % of a core, 50 ms, five minutes, 2,000 goroutines. */
    public static final SamplingBudget DEFAULTS =
            new SamplingBudget(10, Duration.ofMillis(50), Duration.ofMinutes(5), 2_000);
}
