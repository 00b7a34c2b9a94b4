package io.deadlockwatch.core.judge;

import java.time.Duration;

/**
 * What a watch asks of a verdict.
 *
 * @param blockedFor how long goroutines must have been blocked to be persistent
 * @param minConfidencePercent what a static match must reach to confirm
 * @param growth a stack grows if it keeps this many goroutines more than at its smallest, and at least twice as many
 * @param many a stack is large if it never had fewer goroutines than this
 * @param reportSuspected whether suspicions are wanted at all
 * @param ignored places of which nothing is to be said
 */
public record Policy(
        Duration blockedFor,
        int minConfidencePercent,
        long growth,
        long many,
        boolean reportSuspected,
        IgnoreList ignored) {

    /** What a watch asks that says nothing of its own. */
    public static final Policy DEFAULT = new Policy(Duration.ofMinutes(2), 70);

    /** With the usual thresholds, suspicions reported, and nothing ignored. */
    public Policy(Duration blockedFor, int minConfidencePercent) {
        this(blockedFor, minConfidencePercent, Judge.GROWTH, Judge.MANY, true, IgnoreList.EMPTY);
    }

    /** The same, but suspicions are kept back. */
    public Policy withoutSuspicions() {
        return new Policy(blockedFor, minConfidencePercent, growth, many, false, ignored);
    }

    /** The same, but nothing is said of these places. */
    public Policy ignoring(IgnoreList places) {
        return new Policy(blockedFor, minConfidencePercent, growth, many, reportSuspected, places);
    }
}
