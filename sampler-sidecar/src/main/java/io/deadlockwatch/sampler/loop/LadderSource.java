package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.pprof.PprofException;

/** Takes the dearer snapshots of one target. */
public interface LadderSource {

    /** Whether the target says that it serves leak profiles; costs it nothing. */
    boolean listsLeaks(SamplerConfig config) throws PprofException;

    /** Takes a leak profile now. */
    SnapshotSource.Fetched leaks(SamplerConfig config) throws PprofException;

    /** Takes a dump now. */
    TakenDump dump(SamplerConfig config) throws PprofException;

    /**
     * A dump and what it cost.
     *
     * @param snapshot what it shows
     * @param packed its text, for the operator
     * @param bytes of the body as sent
     * @param waitNanos from the request to the first byte of the body
     */
    record TakenDump(Snapshot snapshot, PackedDump packed, long bytes, long waitNanos) {}
}
