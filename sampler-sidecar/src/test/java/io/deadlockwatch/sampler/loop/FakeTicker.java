package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.sampler.time.Nanos;
import io.deadlockwatch.sampler.time.Ticker;

/** Time that passes when a test says so; starts shortly before the overflow of {@code nanoTime}. */
public final class FakeTicker implements Ticker {

    private long nanos = Long.MAX_VALUE - 3_000_000_000L;

    @Override
    public long nanos() {
        return nanos;
    }

    public void advanceNanos(long more) {
        nanos += more;
    }

    public void advanceMillis(long millis) {
        nanos += Nanos.ofMillis(millis);
    }
}
