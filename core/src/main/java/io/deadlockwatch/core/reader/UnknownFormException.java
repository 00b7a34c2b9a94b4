package io.deadlockwatch.core.reader;

import io.deadlockwatch.core.snapshot.SnapshotException;
import org.jspecify.annotations.Nullable;

/** An input in no form that Go writes. */
public final class UnknownFormException extends SnapshotException {

    private static final long serialVersionUID = 1L;

    UnknownFormException(String message) {
        this(message, null);
    }

    UnknownFormException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
