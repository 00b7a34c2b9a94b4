package io.deadlockwatch.operator.component;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The first line and the headers of an HTTP/1.1 request.
 *
 * @param lines without line ends
 */
record RequestHead(List<String> lines) {

    private static final int MAX_BYTES = 64 << 10;

    /** Reads as far as the body. */
    static RequestHead read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int next = in.read();
            if (next < 0 || head.size() == MAX_BYTES) {
                throw new EOFException("no whole request within " + MAX_BYTES + " bytes");
            }
            head.write(next);
            ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
        return new RequestHead(
                head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList());
    }

    boolean isWatch() {
        return lines.getFirst().contains("watch=true");
    }

    boolean isWrite() {
        return !lines.getFirst().startsWith("GET ");
    }

    int contentLength() {
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line ->
                        Integer.valueOf(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    /** The same head, but the connection ends after the answer, unless it is about to become another protocol. */
    byte[] forOneRequest() {
        boolean upgrade =
                lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("upgrade: websocket"));
        StringBuilder head = new StringBuilder();
        for (String line : lines) {
            if (upgrade || !line.toLowerCase(Locale.ROOT).startsWith("connection:")) {
                head.append(line).append("\r\n");
            }
        }
        head.append(upgrade ? "\r\n" : "Connection: close\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
