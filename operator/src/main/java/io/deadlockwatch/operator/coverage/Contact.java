package io.deadlockwatch.operator.coverage;

import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import java.time.Instant;

/**
 * What the last report of a pod said of its sampling.
 *
 * @param receivedAt of that report
 * @param gapRaisedAt when the longest gap was last seen to rise
 * @param dropRaisedAt when the number of dropped stacks was last seen to rise
 */
public record Contact(
        Instant receivedAt, TargetStatus target, Window window, Instant gapRaisedAt, Instant dropRaisedAt) {}
