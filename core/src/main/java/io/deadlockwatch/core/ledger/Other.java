package io.deadlockwatch.core.ledger;

/**
 * What a sample had that a full {@link Ledger} does not hold.
 *
 * @param stacks distinct ones
 * @param goroutines on them
 */
public record Other(long stacks, long goroutines) {

    /** Nothing: the ledger holds the whole sample. */
    public static final Other NONE = new Other(0, 0);

    public boolean isEmpty() {
        return stacks == 0;
    }
}
