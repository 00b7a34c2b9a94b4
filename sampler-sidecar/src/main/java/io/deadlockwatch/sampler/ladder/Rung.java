package io.deadlockwatch.sampler.ladder;

/** The snapshots there are, cheapest first. */
public enum Rung {
    /** {@code goroutine} with {@code debug=0}: two stops of some tens of microseconds. */
    STACKS(1),
    /** {@code goroutineleak} with {@code debug=0}: a garbage collection. */
    LEAKS(2),
    /** {@code goroutine} with {@code debug=2}: the process stands still for as long as it takes. */
    DUMP(3);

    private final int number;

    Rung(int number) {
        this.number = number;
    }

    /** As in reports and metrics. */
    public int number() {
        return number;
    }
}
