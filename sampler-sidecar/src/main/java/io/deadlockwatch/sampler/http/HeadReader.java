package io.deadlockwatch.sampler.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines that end in LF or CRLF, a bounded number of bytes of them in all. */
final class HeadReader {

    private final InputStream in;
    private final byte[] line;
    private int budget;

    HeadReader(InputStream in, int budget) {
        this.in = in;
        this.line = new byte[Math.min(budget, 4_096)];
        this.budget = budget;
    }

    /** The next line without its end. */
    String line() throws IOException {
        int length = 0;
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new HttpException(HttpException.Kind.TRUNCATED, "connection ended within the header");
            }
            if (b == '\n') {
                break;
            }
            if (--budget < 0 || length == line.length) {
                throw new HttpException(HttpException.Kind.MALFORMED, "header or one of its lines is too long");
            }
            line[length++] = (byte) b;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
}
