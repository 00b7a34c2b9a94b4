package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.ledger.LedgerLimits;

/**
 * What the loops of one process may keep.
 *
 * @param names of functions, taken apart, for all of them together
 * @param ledger for each
 */
public record LoopLimits(int names, LedgerLimits ledger) {

    /** One loop: names of those functions that block, of a large service, in less than 1 MB; a whole ledger. */
    public static final LoopLimits ONE = new LoopLimits(1_024, LedgerLimits.DEFAULTS);

    /** Hundreds: 512 stacks each, and 160 KiB of their text, so that 250 ledgers that are full take 40 MiB. Most are nearly empty. */
    public static final LoopLimits MANY = new LoopLimits(4_096, new LedgerLimits(512, 160 << 10));
}
