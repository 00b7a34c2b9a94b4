package io.deadlockwatch.cli.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes files into a gzipped tar (POSIX ustar): a header of 512 bytes each, the content filled up to 512, and two empty blocks at the end. */
final class TarGz implements AutoCloseable {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_CHARS = 8;

    private final OutputStream out;
    private final long seconds;

    /** @param now the time that all files have */
    TarGz(OutputStream out, Instant now) throws IOException {
        this.out = new GZIPOutputStream(out);
        this.seconds = now.getEpochSecond();
    }

    /** @param name relative, at most 100 characters of ASCII */
    void add(String name, byte[] content) throws IOException {
        if (name.length() > NAME) {
            throw new IOException("the name " + name + " has " + name.length() + " characters, limit is " + NAME);
        }
        out.write(header(name, content.length));
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private byte[] header(String name, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o\0", size));
        put(header, 136, String.format(Locale.ROOT, "%011o\0", seconds));
        header[156] = '0';
        put(header, 257, "ustar\00000");
        // The sum of all bytes, its own field taken as blanks.
        int sum = CHECKSUM_CHARS * ' ';
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, CHECKSUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
