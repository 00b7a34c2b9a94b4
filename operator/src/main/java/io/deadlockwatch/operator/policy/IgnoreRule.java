package io.deadlockwatch.operator.policy;

import io.deadlockwatch.core.identity.Site;
import java.time.Instant;

/**
 * A known place that never becomes an incident.
 *
 * @param site empty if the rule names a function
 * @param function empty if the rule names a site
 */
public record IgnoreRule(String site, String function, Instant until) {

    /** Whether an incident at this site is not wanted now. */
    public boolean ignores(Site place, Instant now) {
        return now.isBefore(until) && (site.equals(place.toString()) || function.equals(place.symbol()));
    }
}
