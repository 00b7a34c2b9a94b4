package io.deadlockwatch.sampler.dump;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/** Zips into memory until there would be too much of it. */
final class CappedGzip {

    /** What the deflater may hold back: a block that it has read and not written. */
    private static final int HELD_BACK = 64 << 10;

    private final int cap;
    private final ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    private final GZIPOutputStream gzip;
    private boolean full;

    /** At most {@code cap} bytes come out of it. */
    CappedGzip(int cap) throws IOException {
        this.cap = cap;
        this.gzip = new GZIPOutputStream(zipped);
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        if (full) {
            return;
        }
        if (zipped.size() + HELD_BACK > cap) {
            full = true;
            return;
        }
        gzip.write(bytes, from, length);
    }

    /** Whether something was left out. */
    boolean isFull() {
        return full;
    }

    /** The whole member; ends it. */
    byte[] finish() throws IOException {
        gzip.close();
        full |= zipped.size() > cap;
        return zipped.toByteArray();
    }
}
