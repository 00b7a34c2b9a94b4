package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.util.Optional;

/** Counts nothing. */
final class NoMeter implements IngestMeter {

    @Override
    public void report(ReportResult result, Duration took) {}

    @Override
    public void costs(WatchPolicy watch, Optional<Session> before, Session now) {}
}
