package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.util.List;

/** Counts what ingest does. */
public interface IngestMeter {

    void report(ReportResult result, Duration took);

    /**
     * What a sampler has fetched.
     *
     * @param before what it had fetched when it reported last; empty for a new epoch
     */
    void snapshots(WatchPolicy watch, List<SnapshotTally> before, List<SnapshotTally> now);
}
