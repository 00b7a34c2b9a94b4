package io.deadlockwatch.sampler.ladder;

/**
 * For how long a dump will stop the target, from what the dumps before it did.
 *
 * <p>Go stops the world, prints into a buffer, and starts over with one twice as large while that is too small. So the pause grows faster than the number of goroutines:
 * 65 ms at 1,000, 1.5 s at 10,000, which is its power {@value #POWER}. Before the first dump these numbers are all there is. After one, the curve goes through what was
 * seen: at once where it took longer than predicted, half of the way where it took less. To fewer goroutines it is a straight line, which overstates. A pause over the budget
 * is not risked again before the process restarts or shrinks.
 */
public final class PausePrediction {

    private static final double POWER = 1.36;
    private static final long FIRST_GOROUTINES = 1_000;
    private static final long FIRST_NANOS = 65_000_000;

    /** A smaller process counts as one of this size: most of its time is that of the request itself. */
    private static final long LEAST_GOROUTINES = 250;

    private long seenGoroutines = FIRST_GOROUTINES;
    private long seenNanos = FIRST_NANOS;

    /** Nanoseconds that a dump of so many goroutines will take. */
    public long nanos(long goroutines) {
        double share = (double) Math.max(goroutines, LEAST_GOROUTINES) / seenGoroutines;
        return (long) Math.ceil(seenNanos * (share <= 1 ? share : Math.pow(share, POWER)));
    }

    /** A dump of so many goroutines took so long, at most. */
    public void learn(long goroutines, long nanos) {
        long counted = Math.max(goroutines, LEAST_GOROUTINES);
        long predicted = nanos(counted);
        seenNanos = Math.max(1, nanos >= predicted ? nanos : predicted - (predicted - nanos) / 2);
        seenGoroutines = counted;
    }
}
