package io.deadlockwatch.core.waitfor.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to read more than a number of bytes. */
final class LimitedInput extends FilterInputStream {

    private final long max;
    private long read;

    LimitedInput(InputStream in, long max) {
        super(in);
        this.max = max;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long n) throws ModelException {
        read += n;
        if (read > max) {
            throw new ModelException("blocking model has at least " + read + " bytes, limit maxBytes is " + max);
        }
    }
}
