package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.sampler.time.Nanos;

/**
 * How long to wait between two samples, so that they cost the target no more than they may.
 *
 * <p>What a sample costs the target cannot be seen from outside. What can be seen is how long the target took to answer, and while it answers it uses one core at most:
 * time is an upper bound of CPU time. A dear sample counts in full at once, cheap ones after it let the cost fall by a quarter each, so that one lucky answer does not
 * set the pace.
 *
 * <p>An answer that takes much longer than usual means a process that has no CPU to give: it is throttled, or under load. Then the interval doubles, up to
 * {@value #MOST_SLOWDOWN} times, and halves again with each answer in time. A time-out counts as slow.
 */
public final class Pace {

    private static final long PER_SECOND = 1_000_000_000;
    private static final int MOST_SLOWDOWN = 8;

    /** Whatever a sample costs, another is taken after so long: a target is not given up. */
    private static final long LONGEST_MILLIS = 1_200_000;

    /** Answers this fast are never slow, whatever is usual. */
    private static final long FAST_NANOS = 50_000_000;

    /** So many times as long as usual is slow. */
    private static final int SLOW = 4;

    private static final int FALL = 4;
    private static final int HABIT = 8;

    /** What is slow becomes usual too, but not before it has been for some time. */
    private static final int SLOW_HABIT = 32;

    private long costNanos;
    private long usualNanos;
    private int slowdown = 1;

    /** The target took so long to answer. */
    public void answered(long nanos) {
        boolean slow = usualNanos > 0 && nanos > FAST_NANOS && nanos / SLOW > usualNanos;
        costNanos = Math.max(nanos, costNanos - costNanos / FALL);
        int habit = slow ? SLOW_HABIT : HABIT;
        usualNanos = Math.max(1, usualNanos == 0 ? nanos : usualNanos + (nanos - usualNanos) / habit);
        slowdown = slow ? Math.min(MOST_SLOWDOWN, 2 * slowdown) : Math.max(1, slowdown / 2);
    }

    /** The target did not answer in time. */
    public void timedOut() {
        slowdown = Math.min(MOST_SLOWDOWN, 2 * slowdown);
    }

    /** Whether the target is slow just now, so that nothing dear is asked of it. */
    public boolean isSlow() {
        return slowdown > 1;
    }

    /**
     * Time between two samples.
     *
     * @param wantedMillis if samples cost nothing
     * @param budgetMillis CPU time a second that they may cost
     */
    public long intervalMillis(long wantedMillis, long budgetMillis) {
        double seconds = (double) costNanos / PER_SECOND;
        double affordable = Math.ceil(seconds * Nanos.MILLIS_PER_SECOND * Nanos.MILLIS_PER_SECOND / budgetMillis);
        long stretched = Math.max(wantedMillis, (long) affordable) * slowdown;
        return Math.max(wantedMillis, Math.min(stretched, LONGEST_MILLIS));
    }
}
