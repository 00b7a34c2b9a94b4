package io.deadlockwatch.core.text;

/**
 * How large a text may be. Whatever it says, reading it takes no more memory than these allow.
 *
 * @param maxBytes of the text, decompressed; more is an error
 * @param maxLine bytes of a line; a goroutine with a longer one is left out, which is a problem
 * @param maxName bytes of a function's or file's name; a goroutine with a longer one is left out, which is a problem
 * @param maxFrames of one stack; a deeper one loses its outermost frames, which is a problem
 * @param maxStacks that differ; goroutines on further ones are counted and left out, which is a problem
 * @param maxPlaces beginnings of stacks that differ, and frames of all different stacks together; further ones are left out, which is a problem
 * @param maxNameBytes of all names and places that differ together, 64 bytes for each counted on top; further ones are left out, which is a problem
 * @param maxIds goroutine ids kept; further goroutines are counted without them, which is a problem
 * @param maxGoroutines kept one by one, by {@link GoroutineDumpReader#readDump}; further ones are left out, which is a problem
 */
public record TextLimits(
        long maxBytes,
        int maxLine,
        int maxName,
        int maxFrames,
        int maxStacks,
        int maxPlaces,
        int maxNameBytes,
        int maxIds,
        int maxGoroutines) {

    /** Go ends a {@code debug=2} dump at this size, in the middle of a goroutine and without a word. */
    public static final long GO_DUMP_BYTES = 64L << 20;

    /** Twice the largest dump Go prints; memory stays below 16 MB for grouped stacks. */
    public static final TextLimits DEFAULTS =
            new TextLimits(2 * GO_DUMP_BYTES, 16 << 10, 1_024, 160, 10_000, 40_000, 3 << 20, 200_000, 30_000);

    public TextLimits {
        if (maxLine < 64 || maxFrames < 1) {
            throw new IllegalArgumentException("maxLine is at least 64, maxFrames at least 1");
        }
    }
}
