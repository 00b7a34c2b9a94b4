package io.deadlockwatch.core.waitfor;

/**
 * How large a join may grow. A dump that breaks one is not judged at all: half a graph proves nothing.
 *
 * @param maxGoroutines in the dump
 * @param maxTerms addresses that are compared
 * @param maxEdges held locks and awaited ones, possible ones included
 * @param maxClaims listed; the others are counted
 */
public record WaitForLimits(int maxGoroutines, int maxTerms, int maxEdges, int maxClaims) {

    /** Fits what Go prints at most, 64 MiB of stacks. */
    public static final WaitForLimits DEFAULTS = new WaitForLimits(200_000, 10_000_000, 5_000_000, 1_000);
}
