package io.deadlockwatch.operator.incident;

import java.time.Duration;

/**
 * Every number of the incident state machine.
 *
 * @param clearAfter how long a site must be clear in a pod, or the pod gone, before the incident is resolved
 * @param clearSamples good samples without the site that this takes at least
 * @param cleanAtMost the longest that successors of pods that had it must be clean, however late it shows in a pod
 * @param unobservableAfter how long without coverage until an incident that nobody sees is given up
 * @param settleAfterStart how long after a start nothing is resolved: not everybody has reported yet
 * @param reopenWithin how long a resolved incident can open again; then it is deleted
 * @param rewriteAfter how long an open incident stays unwritten at most, so that {@code lastSeen} is about right
 * @param maxPerWatch incidents of one watch, those that are over included
 */
public record IncidentRules(
        Duration clearAfter,
        int clearSamples,
        Duration cleanAtMost,
        Duration unobservableAfter,
        Duration settleAfterStart,
        Duration reopenWithin,
        Duration rewriteAfter,
        int maxPerWatch) {

    public static final IncidentRules DEFAULTS = new IncidentRules(
            Duration.ofMinutes(10),
            3,
            Duration.ofHours(6),
            Duration.ofHours(24),
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            Duration.ofMinutes(30),
            100);

    /** The same but for the times that tests shorten. */
    public IncidentRules with(Duration otherClearAfter, Duration otherSettle) {
        return new IncidentRules(
                otherClearAfter,
                clearSamples,
                cleanAtMost,
                unobservableAfter,
                otherSettle,
                reopenWithin,
                rewriteAfter,
                maxPerWatch);
    }
}
