package io.deadlockwatch.core.protocol;

/**
 * What fetching has cost since the epoch began.
 *
 * @param rung of the snapshot ladder: 1 debug=0, 2 goroutineleak, 3 debug=2
 * @param outcome how the fetches counted here ended
 * @param bytes of the bodies as sent
 * @param millis time from request to end of body, summed
 * @param pauseMicros upper bound of what the target was paused, summed: the time from request to the first byte of the body. Go looks at its goroutines before it
 *     writes; from outside no more can be said
 */
public record SnapshotTally(int rung, SnapshotOutcome outcome, long count, long bytes, long millis, long pauseMicros) {

    private static final long MICROS = 1_000;

    /** As of a sampler that measures the whole fetch only. */
    public SnapshotTally(int rung, SnapshotOutcome outcome, long count, long bytes, long millis) {
        this(rung, outcome, count, bytes, millis, micros(millis));
    }

    /** Milliseconds in microseconds; what does not fit is as much as fits. */
    static long micros(long millis) {
        return Math.min(millis, Long.MAX_VALUE / MICROS) * MICROS;
    }
}
