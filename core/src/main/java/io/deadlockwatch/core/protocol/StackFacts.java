package io.deadlockwatch.core.protocol;

/**
 * What is known of the goroutines on a stack beyond their number.
 *
 * @param growth how many it keeps more than at its smallest; see {@link io.deadlockwatch.core.ledger.LedgerEntry#growth}
 * @param leaked how many of them Go's leak detector listed; stays until three leak profiles in a row did not
 * @param longestWaitMillis the longest wait that the last dump printed, a lower bound in whole minutes; 0: none
 * @param stayed how many stood there in both of the last two dumps
 * @param apartMillis time between these two; 0 if there was but one
 */
public record StackFacts(long growth, long leaked, long longestWaitMillis, long stayed, long apartMillis) {

    /** From counts alone: it has grown by what it has now more than at its smallest. */
    public static StackFacts of(long count, long min) {
        return grown(count - min);
    }

    /** Whether this is {@link #of} these counts: all that is known follows from them. */
    public boolean followsFrom(long count, long min) {
        return growth == count - min && leaked == 0 && longestWaitMillis == 0 && stayed == 0 && apartMillis == 0;
    }

    /** Nothing but growth is known. */
    public static StackFacts grown(long growth) {
        return new StackFacts(growth, 0, 0, 0, 0);
    }
}
