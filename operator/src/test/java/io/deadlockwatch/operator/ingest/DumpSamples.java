package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.DumpHeader;
import java.time.Instant;

/** Dumps for tests of other packages. */
public final class DumpSamples {

    private DumpSamples() {}

    /** One that was taken in. */
    public static StoredDump stored(DumpHeader header, Instant at, byte[] body) {
        return new StoredDump(header, at, body);
    }
}
