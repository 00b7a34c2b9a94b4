package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.policy.FindingChoice;
import java.time.Instant;

/**
 * A revision of a workload that has pods.
 *
 * @param newest when the youngest of its pods started
 */
public record RevisionView(String revision, Coverage coverage, FindingChoice findings, Instant newest) {}
