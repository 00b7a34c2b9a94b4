package io.deadlockwatch.operator.ingest;

import java.util.Arrays;

/** Whole numbers one after the other, seven bits a byte, the least first; the highest bit says that more follow. A negative one takes ten bytes. */
final class Numbers {

    private static final int LONGEST = 10;

    private byte[] bytes = new byte[256];
    private int length;

    void add(long number) {
        if (bytes.length - length < LONGEST) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** All of them. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
