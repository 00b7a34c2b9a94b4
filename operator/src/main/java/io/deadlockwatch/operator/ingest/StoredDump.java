package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.DumpCodec;
import io.deadlockwatch.core.protocol.DumpHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** A dump as it came, zipped; one that was found to be whole gzip data within the limits. Never changed. */
public final class StoredDump {

    private final DumpHeader header;
    private final Instant receivedAt;
    private final byte[] body;

    /**
     * A dump that was looked through.
     *
     * @param body becomes this object's own
     */
    StoredDump(DumpHeader header, Instant receivedAt, byte[] body) {
        this.header = header;
        this.receivedAt = receivedAt;
        this.body = body;
    }

    public DumpHeader header() {
        return header;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    /** Bytes it takes. */
    public int size() {
        return body.length;
    }

    /** The text as Go printed it, from the beginning. */
    public InputStream text() throws IOException {
        return new DumpCodec().open(new ByteArrayInputStream(body)).text();
    }
}
