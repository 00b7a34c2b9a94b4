package io.deadlockwatch.operator.policy;

import java.time.Duration;

/**
 * What snapshots may cost a target.
 *
 * @param cpuMillis CPU time a second that samples may cost
 * @param pause longest that a dump may be predicted to stop the target
 * @param leakInterval shortest time between two leak profiles; zero: none
 */
public record SamplingBudget(int cpuMillis, Duration pause, Duration leakInterval) {

    /** 1 % of a core, 50 ms, five minutes. */
    public static final SamplingBudget DEFAULTS = new SamplingBudget(10, Duration.ofMillis(50), Duration.ofMinutes(5));
}
