package io.deadlockwatch.core.ledger;

import io.deadlockwatch.core.snapshot.Stack;

/**
 * What is known of one stack after the last good sample.
 *
 * @param id fingerprint of the stack
 * @param count goroutines now; 0: gone
 * @param min smallest count since it was first seen without a break; 0 when gone
 * @param recentMin smallest count in the later half of that time, at most the last {@value Ledger#RECENT} samples; 0 when gone
 * @param firstSeenNanos the sample since which every one has shown it, by the monotonic clock
 * @param lastSeenNanos the last sample that showed it
 */
public record LedgerEntry(
        String id, Stack stack, long count, long min, long recentMin, long firstSeenNanos, long lastSeenNanos) {

    public boolean isGone() {
        return count == 0;
    }

    /**
     * How many goroutines more it keeps now than at its smallest. Smallest is held against smallest, not against the count: a stack whose numbers go up and down
     * with the load comes down again within a few samples, one that leaks does not.
     */
    public long growth() {
        return recentMin - min;
    }

    /** How long it has been seen without a break; 0 when gone. */
    public long blockedForNanos() {
        return isGone() ? 0 : lastSeenNanos - firstSeenNanos;
    }
}
