package io.deadlockwatch.core.judge;

import java.time.Duration;

/**
 * What a watch asks of a verdict.
 *
 * @param blockedFor how long a stack must have been seen without a break to be persistent
 * @param minConfidencePercent what a static match must reach to confirm
 */
public record Policy(Duration blockedFor, int minConfidencePercent) {}
