package io.deadlockwatch.core.waitfor.model;

import java.io.IOException;

/** A file that is no blocking model, of another version, or too large a one. */
public final class ModelException extends IOException {

    private static final long serialVersionUID = 1L;

    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }

    static ModelException tooMany(String what, String limit, long max) {
        return new ModelException(
                "blocking model has " + (max + 1) + " or more " + what + ", limit " + limit + " is " + max);
    }
}
