package io.deadlockwatch.core.snapshot;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An input no snapshot can be read from: damaged, too large, or of another kind. Other I/O errors are those of the stream itself. */
public abstract class SnapshotException extends IOException {

    private static final long serialVersionUID = 1L;

    protected SnapshotException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
