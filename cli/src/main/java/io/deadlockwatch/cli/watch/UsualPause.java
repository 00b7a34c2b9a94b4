package io.deadlockwatch.cli.watch;

import java.time.Duration;

/**
 * How long a debug=2 dump usually stops a process. It does so until all goroutines are printed, and printing starts over with a larger buffer whenever one is full: 65 us a
 * goroutine, times the power of ten beyond a hundred, so 65 ms for 1,000 goroutines and 1.3 s for 10,000. That is what Go 1.26 and 1.27 took on two busy cores.
 */
public final class UsualPause {

    private static final double NANOS_A_GOROUTINE = 65_000;
    private static final double SMALL = 100;

    private UsualPause() {}

    public static Duration of(long goroutines) {
        double each = NANOS_A_GOROUTINE * Math.max(1, Math.log10(Math.max(1, goroutines) / SMALL));
        return Duration.ofNanos((long) (goroutines * each));
    }
}
