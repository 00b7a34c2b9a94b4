package io.deadlockwatch.bench.input;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/** A stream of numbered parts, from 0, made when they are read; a byte for each character, and cut at a size. */
final class PartStream extends InputStream {

    private final LongFunction<String> part;
    private byte[] current = new byte[0];
    private int position;
    private long next;
    private long left;

    PartStream(LongFunction<String> part, long bytes) {
        this.part = part;
        this.left = bytes;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        while (position == current.length) {
            current = part.apply(next++).getBytes(StandardCharsets.ISO_8859_1);
            position = 0;
        }
        int count = (int) Math.min(Math.min(length, left), current.length - position);
        System.arraycopy(current, position, bytes, offset, count);
        position += count;
        left -= count;
        return count;
    }
}
