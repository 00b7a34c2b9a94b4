package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.snapshot.Stack;
import java.time.Duration;

/**
 * One stack in one pod, as last reported.
 *
 * @param count goroutines now
 * @param min smallest count while seen without a break
 * @param blockedFor how long seen without a break
 * @param goodSamples good samples of the target's current incarnation
 */
public record Observation(Stack stack, long count, long min, Duration blockedFor, long goodSamples) {}
