package io.deadlockwatch.sampler.http;

import java.io.IOException;

/** The other side did not speak HTTP/1.x as expected. */
public final class HttpException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Where it went wrong. */
    public enum Kind {
        /** The connection ended before the first byte of an answer. */
        NO_ANSWER,
        /** What came is not HTTP/1.x, or more of a header than is read. */
        MALFORMED,
        /** The connection ended within an answer. */
        TRUNCATED
    }

    private final Kind kind;

    HttpException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
