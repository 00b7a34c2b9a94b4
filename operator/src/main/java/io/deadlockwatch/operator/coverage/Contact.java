package io.deadlockwatch.operator.coverage;

import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * What the last report of a pod said of its sampling.
 *
 * @param receivedAt of that report
 * @param gapRaisedAt when the longest gap was last seen to rise
 * @param dropRaisedAt when the number of dropped stacks was last seen to rise
 * @param interval between two samples, which the sampler stretches where they cost too much; zero if it does not say
 */
public record Contact(
        Instant receivedAt,
        TargetStatus target,
        Window window,
        Instant gapRaisedAt,
        Instant dropRaisedAt,
        Duration interval) {

    /** Of a sampler that samples as often as it is asked to. */
    public Contact(Instant receivedAt, TargetStatus target, Window window, Instant gapRaisedAt, Instant dropRaisedAt) {
        this(receivedAt, target, window, gapRaisedAt, dropRaisedAt, Duration.ZERO);
    }
}
