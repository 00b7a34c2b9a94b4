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
     */
    record Fetched(Snapshot snapshot, long bytes) {}
}
