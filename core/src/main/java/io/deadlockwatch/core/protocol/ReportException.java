package io.deadlockwatch.core.protocol;

import java.io.IOException;

/** A report or an answer that is refused as a whole. The message is written for the sender. */
public final class ReportException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int MESSAGE_CHARS = 512;

    /** Why it is refused. */
    public enum Reason {
        /** More bytes than allowed: HTTP 413. */
        TOO_LARGE,
        /** Not what the protocol says, or more elements than it allows: HTTP 400. */
        INVALID
    }

    private final Reason reason;

    public ReportException(Reason reason, String message) {
        super(message.length() <= MESSAGE_CHARS ? message : message.substring(0, MESSAGE_CHARS));
        this.reason = reason;
    }

    static ReportException invalid(String message) {
        return new ReportException(Reason.INVALID, message);
    }

    public Reason reason() {
        return reason;
    }
}
