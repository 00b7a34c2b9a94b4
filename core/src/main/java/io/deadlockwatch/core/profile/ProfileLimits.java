package io.deadlockwatch.core.profile;

/**
 * How large a profile may be. Whatever it says, reading it takes no more memory than these allow.
 *
 * @param maxBytes of the profile, decompressed
 * @param maxSamples in the profile; Go writes one for each stack and set of labels
 * @param maxStacks that differ, labels aside
 * @param maxLocations program counters that differ
 * @param maxFunctions that differ
 * @param maxStringBytes of all function and file names together
 * @param maxFrames of one stack; a deeper one loses its outermost frames, which is a problem, not an error
 * @param maxName length of a function or file name; a stack with a longer one is left out, which is a problem, not an error
 */
public record ProfileLimits(
        long maxBytes,
        int maxSamples,
        int maxStacks,
        int maxLocations,
        int maxFunctions,
        long maxStringBytes,
        int maxFrames,
        int maxName) {

    /** Enough for a hundred thousand goroutines, each with labels of its own. */
    public static final ProfileLimits DEFAULTS =
            new ProfileLimits(64L << 20, 1_000_000, 50_000, 100_000, 100_000, 16L << 20, 160, 1_024);
}
