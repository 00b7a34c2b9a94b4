package io.deadlockwatch.sampler.http;

import java.io.IOException;
import java.io.InputStream;

/** A body of announced length. */
final class FixedBody extends HttpBody {

    private final InputStream in;
    private final long length;
    private long left;

    FixedBody(InputStream in, long length) {
        this.in = in;
        this.length = length;
        this.left = length;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        if (left == 0) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(size, left));
        if (n < 0) {
            throw new HttpException(
                    HttpException.Kind.TRUNCATED, "body ended after " + (length - left) + " of " + length + " bytes");
        }
        left -= n;
        return n;
    }

    @Override
    boolean isDone() {
        return left == 0;
    }
}
