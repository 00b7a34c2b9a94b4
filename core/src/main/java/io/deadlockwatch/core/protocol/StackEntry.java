package io.deadlockwatch.core.protocol;

/**
 * How many goroutines stand on a stack.
 *
 * @param stack fingerprint, 16 hex digits
 * @param count now; 0: gone
 * @param min smallest count while it was seen without a break
 * @param blockedForMillis how long it has been seen without a break
 * @param facts what else is known of them
 */
public record StackEntry(String stack, long count, long min, long blockedForMillis, StackFacts facts) {

    /** Of which nothing but the counts is known. */
    public StackEntry(String stack, long count, long min, long blockedForMillis) {
        this(stack, count, min, blockedForMillis, StackFacts.of(count, min));
    }

    /** The same after it has been seen for so much longer; one that is gone has no age. */
    public StackEntry olderBy(long millis) {
        if (millis == 0 || count == 0) {
            return this;
        }
        long older = blockedForMillis + millis;
        return new StackEntry(stack, count, min, older < 0 ? Long.MAX_VALUE : older, facts);
    }
}
