package io.deadlockwatch.operator.canary;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.incident.IncidentView;
import java.util.Map;

/**
 * A site that the canary has: the incident is open, and nobody said to ignore it.
 *
 * @param verdict the strongest in pods of the canary
 * @param canary blocked goroutines in pods of the canary, by pod; those that have none are left out
 * @param known whether the baseline has it, or had it in the last days
 * @param baseline the same of the baseline's pods
 */
public record SiteRecord(
        IncidentView incident, Verdict verdict, Map<String, Long> canary, boolean known, Map<String, Long> baseline) {

    public SiteRecord {
        canary = Map.copyOf(canary);
        baseline = Map.copyOf(baseline);
    }
}
