package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.sampler.pprof.PprofException;

/** Takes snapshots of one target. */
public interface SnapshotSource {

    /** Takes one now. */
    Fetched fetch(SamplerConfig config) throws PprofException;

    /**
     * A snapshot and what it cost.
     *
     * @param bytes of the body as sent
     * @param waitNanos from the request to the first byte of the body: Go looks at its goroutines before it writes, so the target was not stopped for longer
     */
    record Fetched(Snapshot snapshot, long bytes, long waitNanos) {}
}
