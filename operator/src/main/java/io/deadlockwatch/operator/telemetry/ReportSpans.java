package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.ingest.IngestMeter;
import io.deadlockwatch.operator.ingest.ReportResult;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.Optional;

/** A span for each report, beside its being counted. */
public final class ReportSpans implements IngestMeter {

    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("deadlockwatch.result");

    private final IngestMeter meter;
    private final Spans spans;

    public ReportSpans(IngestMeter meter, Spans spans) {
        this.meter = meter;
        this.spans = spans;
    }

    @Override
    public void report(ReportResult result, Duration took) {
        meter.report(result, took);
        spans.answered("report", took, Attributes.of(RESULT, result.label()));
    }

    @Override
    public void costs(WatchPolicy watch, Optional<Session> before, Session now) {
        meter.costs(watch, before, now);
    }
}
