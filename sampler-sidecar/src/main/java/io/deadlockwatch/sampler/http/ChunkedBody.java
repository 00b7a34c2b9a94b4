package io.deadlockwatch.sampler.http;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunks: each with its size in hex on a line before it, the last with size 0, then trailers up to an empty line. */
final class ChunkedBody extends HttpBody {

    private static final int SIZE_LINE_BYTES = 256;
    private static final int TRAILER_BYTES = 4_096;
    private static final int SIZE_DIGITS = 8;

    private final InputStream in;
    private long left;
    private boolean first = true;
    private boolean done;

    ChunkedBody(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] buffer, int offset, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        if (!done && left == 0) {
            nextChunk();
        }
        if (done) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(size, left));
        if (n < 0) {
            throw new HttpException(HttpException.Kind.TRUNCATED, "body ended within a chunk");
        }
        left -= n;
        return n;
    }

    private void nextChunk() throws IOException {
        HeadReader head = new HeadReader(in, SIZE_LINE_BYTES);
        if (!first && !head.line().isEmpty()) {
            throw new HttpException(HttpException.Kind.MALFORMED, "chunk is longer than it says");
        }
        first = false;
        left = size(head.line());
        if (left == 0) {
            HeadReader trailers = new HeadReader(in, TRAILER_BYTES);
            while (!trailers.line().isEmpty()) {
                // Nothing in a trailer concerns us.
            }
            done = true;
        }
    }

    private static long size(String line) throws HttpException {
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        try {
            if (!digits.isEmpty() && digits.length() <= SIZE_DIGITS && digits.charAt(0) != '+') {
                long size = Long.parseLong(digits, 16);
                if (size >= 0) {
                    return size;
                }
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new HttpException(HttpException.Kind.MALFORMED, "chunk size is not hex");
    }

    @Override
    boolean isDone() {
        return done;
    }
}
