package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.sampler.pprof.CountedStream;
import io.deadlockwatch.sampler.time.Ticker;
import java.io.IOException;
import java.io.InputStream;

/** Notes when the first byte came. */
final class TimedStream extends CountedStream {

    private final Ticker ticker;
    private final long start;
    private long waitNanos = -1;

    /** A stream whose bytes were asked for at {@code start}. */
    TimedStream(InputStream in, Ticker ticker, long start) {
        super(in);
        this.ticker = ticker;
        this.start = start;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        note();
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        note();
        return n;
    }

    private void note() {
        if (waitNanos < 0) {
            waitNanos = ticker.nanos() - start;
        }
    }

    /** From the start to the first byte; to now if there was none. */
    long waitNanos() {
        return waitNanos < 0 ? ticker.nanos() - start : waitNanos;
    }
}
