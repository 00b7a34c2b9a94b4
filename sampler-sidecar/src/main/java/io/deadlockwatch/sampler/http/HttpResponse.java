package io.deadlockwatch.sampler.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer to one HTTP/1.x request other than HEAD: status and headers read, the body still to come. */
public final class HttpResponse {

    private static final int HEAD_BYTES = 16_384;
    private static final int MAX_INTERIM = 4;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final int status;
    private final boolean persistent;
    private final Map<String, String> headers;
    private final InputStream body;

    private HttpResponse(int status, boolean persistent, Map<String, String> headers, InputStream body) {
        this.status = status;
        this.persistent = persistent;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Reads up to the end of the header; interim answers (1xx) are skipped.
     *
     * @param in buffered; belongs to the caller
     */
    public static HttpResponse read(InputStream in) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw new HttpException(HttpException.Kind.NO_ANSWER, "connection ended without an answer");
        }
        in.reset();
        HeadReader head = new HeadReader(in, HEAD_BYTES);
        for (int i = 0; i <= MAX_INTERIM; i++) {
            String line = head.line();
            int status = status(line);
            Map<String, String> headers = headers(head);
            if (status >= 200) {
                return response(status, line.startsWith("HTTP/1.1"), headers, in);
            }
            if (status == SWITCHING_PROTOCOLS) {
                break;
            }
        }
        throw new HttpException(HttpException.Kind.MALFORMED, "interim answers only");
    }

    private static int status(String line) throws HttpException {
        boolean good = line.length() >= 12
                && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "))
                && (line.length() == 12 || line.charAt(12) == ' ');
        int status = 0;
        for (int i = 9; good && i < 12; i++) {
            int digit = line.charAt(i) - '0';
            good = digit >= 0 && digit <= 9;
            status = 10 * status + digit;
        }
        if (!good || status < 100) {
            throw new HttpException(HttpException.Kind.MALFORMED, "answer is not HTTP/1.x");
        }
        return status;
    }

    private static Map<String, String> headers(HeadReader head) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = head.line(); !line.isEmpty(); line = head.line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.charAt(0) <= ' ') {
                throw new HttpException(HttpException.Kind.MALFORMED, "header line without a name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            String before = headers.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
                headers.put(name, before + ", " + value);
            }
        }
        return headers;
    }

    private static HttpResponse response(int status, boolean http11, Map<String, String> headers, InputStream in)
            throws HttpException {
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean persistent = http11 && !connection.contains("close");
        String coding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        InputStream body;
        if (status == NO_CONTENT || status == NOT_MODIFIED) {
            body = new FixedBody(in, 0);
        } else if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new HttpException(HttpException.Kind.MALFORMED, "transfer coding other than chunked");
            }
            body = new ChunkedBody(in);
        } else if (length != null) {
            body = new FixedBody(in, length(length));
        } else {
            body = in;
        }
        return new HttpResponse(status, persistent, headers, body);
    }

    private static long length(String text) throws HttpException {
        boolean good = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; good && i < text.length(); i++) {
            good = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        if (!good) {
            throw new HttpException(HttpException.Kind.MALFORMED, "content length is not a number");
        }
        return Long.parseLong(text);
    }

    public int status() {
        return status;
    }

    /**
     * The value of a header, all of its lines joined by commas.
     *
     * @param name in lower case
     */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The body without its transfer coding, not bounded. Closing it does nothing unless it ends with the connection. */
    public InputStream body() {
        return body;
    }

    /** Whether the body has been read and another request may follow on the connection. */
    public boolean isReusable() {
        return persistent && body instanceof HttpBody framed && framed.isDone();
    }
}
