package io.deadlockwatch.sampler.time;

/** The JVM's own. */
public final class SystemTicker implements Ticker {

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
