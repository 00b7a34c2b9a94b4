package io.deadlockwatch.core.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Undoes compression where there is one. */
public final class Gzip {

    private static final int MAGIC_1 = 0x1F;
    private static final int MAGIC_2 = 0x8B;
    private static final int BUFFER = 8192;

    private Gzip() {}

    /**
     * What the input holds, decompressed if it begins as gzip does. Nothing is unpacked ahead of reading.
     *
     * @throws java.util.zip.ZipException if it begins so, and is none
     * @throws java.io.EOFException if it ends within the header
     */
    public static InputStream decompressed(InputStream in) throws IOException {
        InputStream marked = new BufferedInputStream(in);
        marked.mark(2);
        int first = marked.read();
        int second = marked.read();
        marked.reset();
        return first == MAGIC_1 && second == MAGIC_2 ? new GZIPInputStream(marked, BUFFER) : marked;
    }
}
