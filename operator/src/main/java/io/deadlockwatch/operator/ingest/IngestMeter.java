package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.util.Optional;

/** Counts what ingest does. */
public interface IngestMeter {

    void report(ReportResult result, Duration took);

    /**
     * What a sampler and its snapshots have cost.
     *
     * @param before what it had told when it reported last; empty for a new epoch
     */
    void costs(WatchPolicy watch, Optional<Session> before, Session now);
}
