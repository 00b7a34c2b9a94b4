package io.deadlockwatch.sampler.loop;

/** Arithmetic on monotonic time. */
final class Nanos {

    private static final long PER_MILLI = 1_000_000;

    private Nanos() {}

    static long ofMillis(long millis) {
        return millis * PER_MILLI;
    }

    static long toMillis(long nanos) {
        return nanos / PER_MILLI;
    }

    /** The later of two moments. */
    static long later(long a, long b) {
        return a - b >= 0 ? a : b;
    }
}
