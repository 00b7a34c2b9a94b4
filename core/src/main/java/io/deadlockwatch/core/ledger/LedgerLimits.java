package io.deadlockwatch.core.ledger;

/**
 * How much a {@link Ledger} may hold.
 *
 * @param stacks distinct ones
 * @param textBytes estimated memory of their frames, where equal frames of different stacks count once
 */
public record LedgerLimits(int stacks, long textBytes) {

    /** Fits a sampler with 16 MB of heap: 2,048 stacks, 3 MiB of text. */
    public static final LedgerLimits DEFAULTS = new LedgerLimits(2_048, 3 << 20);

    public LedgerLimits {
        if (stacks < 1 || textBytes < 1) {
            throw new IllegalArgumentException("a ledger needs room for at least one stack");
        }
    }
}
