package io.deadlockwatch.sampler.time;

/** Arithmetic on monotonic time. */
public final class Nanos {

    /** Milliseconds in a second. */
    public static final long MILLIS_PER_SECOND = 1_000;

    private static final long PER_MILLI = 1_000_000;

    private Nanos() {}

    public static long ofMillis(long millis) {
        return millis * PER_MILLI;
    }

    public static long toMillis(long nanos) {
        return nanos / PER_MILLI;
    }

    /** Whether a moment has come. */
    public static boolean isOver(long moment, long now) {
        return moment - now <= 0;
    }

    /** The later of two moments. */
    public static long later(long a, long b) {
        return a - b >= 0 ? a : b;
    }
}
