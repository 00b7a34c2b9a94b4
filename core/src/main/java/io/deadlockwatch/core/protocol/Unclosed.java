package io.deadlockwatch.core.protocol;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Somebody else's stream: closing this view does not close it. */
final class Unclosed extends FilterInputStream {

    Unclosed(InputStream in) {
        super(in);
    }

    @Override
    public void close() {
        // The owner does.
    }
}
