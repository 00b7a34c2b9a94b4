package io.deadlockwatch.sampler.http;

import java.io.IOException;
import java.io.InputStream;

/** A body whose end can be told from the stream that carries it. */
abstract class HttpBody extends InputStream {

    private final byte[] one = new byte[1];

    @Override
    public final int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] buffer, int offset, int size) throws IOException;

    /** Whether all of it has been read, so that the next answer may follow. */
    abstract boolean isDone();
}
