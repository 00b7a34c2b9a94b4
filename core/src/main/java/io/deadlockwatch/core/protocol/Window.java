package io.deadlockwatch.core.protocol;

/**
 * What the sampler saw of the current incarnation, by its monotonic clock.
 *
 * @param goodSamples how many good samples
 * @param spanMillis from the first to the last of them
 * @param lastGoodAgeMillis how old the last of them is; -1 if there is none
 * @param longestGapMillis longest time between two of them
 * @param goroutines in the last good sample
 * @param unknownState of them, how many are in a state the sampler does not know
 * @param droppedStacks distinct stacks that found no room since the epoch began
 */
public record Window(
        long goodSamples,
        long spanMillis,
        long lastGoodAgeMillis,
        long longestGapMillis,
        long goroutines,
        long unknownState,
        long droppedStacks) {

    /** Before the first good sample. */
    public static final Window EMPTY = new Window(0, 0, -1, 0, 0, 0, 0);
}
