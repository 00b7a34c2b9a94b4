package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.input.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file as a field or ConfigMap holds it. The same bytes each time it is made from the same file, so that nothing changes when nothing did.
 *
 * @param name of the file
 * @param zipped gzip
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record Payload(String name, byte[] zipped) {

    /** What may be read of it: 16 times what a ConfigMap may hold, which gzip makes of findings. */
    private static final long MAX_FILE = 64L << 20;

    private static final int GZIP = 0x8b1f;

    static Payload of(Path file) throws InputException {
        try {
            long size = Files.size(file);
            if (size > MAX_FILE) {
                throw new InputException(file.toString(), size + " bytes, limit is " + MAX_FILE);
            }
            byte[] bytes = Files.readAllBytes(file);
            return new Payload(file.toString(), isZipped(bytes) ? bytes : zip(bytes));
        } catch (InputException e) {
            throw e;
        } catch (IOException e) {
            throw new InputException(file.toString(), e);
        }
    }

    private static boolean isZipped(byte[] bytes) {
        return bytes.length > 2 && (((bytes[1] & 0xff) << 8) | (bytes[0] & 0xff)) == GZIP;
    }

    /** Java writes no time and no name into the header. */
    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new SmallestGzip(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** The stream's own constructor takes no level. */
    private static final class SmallestGzip extends GZIPOutputStream {
        SmallestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    String base64() {
        return Base64.getEncoder().encodeToString(zipped);
    }

    /** As many characters as {@link #base64} has. */
    int base64Length() {
        return (zipped.length + 2) / 3 * 4;
    }
}
