package io.deadlockwatch.cli.watch;

/** Time that passes. */
public interface Ticker {

    /** By a clock that never goes back. */
    long nanos();

    /**
     * Waits.
     *
     * @return false if somebody wants an end
     */
    boolean pause(long nanos);
}
