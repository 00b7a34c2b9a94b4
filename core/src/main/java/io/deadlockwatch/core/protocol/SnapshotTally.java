package io.deadlockwatch.core.protocol;

/**
 * What fetching has cost since the epoch began.
 *
 * @param rung of the snapshot ladder: 1 debug=0, 2 goroutineleak, 3 debug=2
 * @param outcome how the fetches counted here ended
 * @param millis time from request to end of body, summed: an upper bound of what the target was paused
 */
public record SnapshotTally(int rung, SnapshotOutcome outcome, long count, long bytes, long millis) {}
