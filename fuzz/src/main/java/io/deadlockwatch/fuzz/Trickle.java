package io.deadlockwatch.fuzz;

import java.io.ByteArrayInputStream;

/** Bytes that arrive as from a slow network: one, two or three at a time. */
final class Trickle extends ByteArrayInputStream {

    private int turn;

    Trickle(byte[] bytes) {
        super(bytes);
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
        turn = turn % 3 + 1;
        return super.read(bytes, offset, Math.min(length, turn));
    }
}
