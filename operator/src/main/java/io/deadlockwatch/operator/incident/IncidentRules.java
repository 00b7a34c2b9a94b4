package io.deadlockwatch.operator.incident;

import java.time.Duration;

/**
 * Every number of the incident state machine.
 *
 * @param clearAfter how long a site must be clear in a pod, or the pod gone, before the incident is resolved
 * @param clearSamples good samples without the site that this takes at least
 * @param settleAfterStart how long after a start nothing is resolved: not everybody has reported yet
 * @param reopenWithin how long a resolved incident can open again; then it is deleted
 * @param rewriteAfter how long an open incident stays unwritten at most, so that {@code lastSeen} is about right
 * @param maxPerWatch open incidents of one watch
 */
public record IncidentRules(
        Duration clearAfter,
        int clearSamples,
        Duration settleAfterStart,
        Duration reopenWithin,
        Duration rewriteAfter,
        int maxPerWatch) {

    public static final IncidentRules DEFAULTS = new IncidentRules(
            Duration.ofMinutes(10), 3, Duration.ofMinutes(5), Duration.ofDays(7), Duration.ofMinutes(30), 100);

    /** The same but for the times that tests shorten. */
    public IncidentRules with(Duration otherClearAfter, Duration otherSettle) {
        return new IncidentRules(otherClearAfter, clearSamples, otherSettle, reopenWithin, rewriteAfter, maxPerWatch);
    }
}
