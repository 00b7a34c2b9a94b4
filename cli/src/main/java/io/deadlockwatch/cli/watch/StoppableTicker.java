package io.deadlockwatch.cli.watch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Real time, and a way to end it early. */
public final class StoppableTicker implements Ticker {

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean pause(long nanos) {
        try {
            return !stopped.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends this pause and all that come. */
    public void stop() {
        stopped.countDown();
    }
}
