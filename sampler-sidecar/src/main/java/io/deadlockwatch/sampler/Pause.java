package io.deadlockwatch.sampler;

/** Sleeping without checked exceptions. */
final class Pause {

    private static final long DAY_MILLIS = 86_400_000;

    private Pause() {}

    /** Whether it slept through; false if interrupted. */
    static boolean millis(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Idles until interrupted. */
    static void forEver() {
        boolean idle = true;
        while (idle) {
            idle = millis(DAY_MILLIS);
        }
    }
}
