package io.deadlockwatch.sampler.loop;

/**
 * The times between samples since the window began. The interval changes with what samples cost, while the window reaches far back: whoever looks for missing samples
 * needs to know how many were due, and how long a wait was no hole.
 */
final class Intervals {

    /** Waits in which a long one still counts: a hole is held against a pod for no longer than a judgement looks back. */
    private static final int LATE = 20;

    private final long[] late = new long[LATE];
    private long count;
    private long sum;

    /** The next sample is due after so long. */
    void add(long millis) {
        late[(int) (count++ % LATE)] = millis;
        sum += millis;
    }

    /** The longest of the last {@value #LATE}, or the mean of all if that is longer; 0 if there is none. */
    long millis() {
        long longest = count == 0 ? 0 : sum / count;
        for (long each : late) {
            longest = Math.max(longest, each);
        }
        return longest;
    }
}
