package io.deadlockwatch.core.waitfor.model;

/**
 * How large a blocking model may be.
 *
 * @param maxBytes decompressed
 * @param maxStrings in the table
 * @param maxLocks classes
 * @param maxFunctions with points
 * @param maxPoints in all functions together
 * @param maxUses held, released and acquired locks, arguments and captures of all points together
 * @param maxStringLength of one text, in characters
 * @param maxNestingDepth of objects and arrays
 */
public record ModelLimits(
        long maxBytes,
        int maxStrings,
        int maxLocks,
        int maxFunctions,
        int maxPoints,
        int maxUses,
        int maxStringLength,
        int maxNestingDepth) {

    /** A hundred times what a database server of 100 packages needs. */
    public static final ModelLimits DEFAULTS =
            new ModelLimits(64L << 20, 1_000_000, 100_000, 200_000, 2_000_000, 8_000_000, 1 << 16, 32);
}
