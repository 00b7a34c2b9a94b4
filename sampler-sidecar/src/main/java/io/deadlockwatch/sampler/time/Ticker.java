package io.deadlockwatch.sampler.time;

/** Monotonic time, the only clock that decides anything. */
public interface Ticker {

    /** Nanoseconds since some fixed moment; may be negative and may overflow: compare by subtraction. */
    long nanos();
}
