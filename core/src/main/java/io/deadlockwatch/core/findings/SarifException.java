package io.deadlockwatch.core.findings;

import java.io.IOException;

/** A file that is no SARIF, or too large a one. */
public final class SarifException extends IOException {

    private static final long serialVersionUID = 1L;

    SarifException(String message) {
        super(message);
    }

    SarifException(String message, Throwable cause) {
        super(message, cause);
    }

    static SarifException tooMany(String what, String limit, long max) {
        return new SarifException("SARIF has " + (max + 1) + " or more " + what + ", limit " + limit + " is " + max);
    }
}
