package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.operator.ingest.IngestMeter;
import io.deadlockwatch.operator.ingest.ReportResult;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.ManualClock;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SpansTest {

    private final Exported exported = new Exported();
    private final ManualClock clock = new ManualClock();
    private final Spans spans = new Spans(
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exported))
                    .build()
                    .get("test"),
            clock);

    @Test
    void aReportIsASpanThatBeganWithItsFirstByte() {
        Instant now = clock.instant();
        List<ReportResult> counted = new ArrayList<>();
        new ReportSpans(new Counting(counted), spans).report(ReportResult.RESYNC, Duration.ofMillis(30));

        assertThat(counted).containsExactly(ReportResult.RESYNC);
        assertThat(exported.spans).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("report");
            assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(span.getEndEpochNanos()).isEqualTo(nanos(now));
            assertThat(span.getStartEpochNanos()).isEqualTo(nanos(now.minusMillis(30)));
            assertThat(span.getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("deadlockwatch.result"), "resync");
        });
    }

    @Test
    void aReconciliationIsASpanAndItsResultIsNotTouched() throws Exception {
        String result = new ReconcileSpans(spans).timeControllerExecution(new Execution(() -> {
            clock.advance(Duration.ofSeconds(2));
            return "done";
        }));

        assertThat(result).isEqualTo("done");
        assertThat(exported.spans).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("reconcile");
            assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
                    .isEqualTo(Duration.ofSeconds(2).toNanos());
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
            assertThat(span.getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("deadlockwatch.controller"), "deadlockwatch")
                    .containsEntry(AttributeKey.stringKey("k8s.namespace.name"), "shop")
                    .containsEntry(AttributeKey.stringKey("deadlockwatch.resource"), "orders");
        });
    }

    @Test
    void oneThatFailsSaysSoAndFailsAllTheSame() {
        ReconcileSpans metrics = new ReconcileSpans(spans);

        assertThatThrownBy(() -> metrics.timeControllerExecution(new Execution(() -> {
                    throw new IllegalStateException("no quorum");
                })))
                .hasMessage("no quorum");
        assertThat(exported.spans).singleElement().satisfies(span -> {
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("no quorum");
        });
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    private record Execution(Callable<String> work) implements ControllerExecution<String> {
        @Override
        public String name() {
            return "reconcile";
        }

        @Override
        public String controllerName() {
            return "deadlockwatch";
        }

        @Override
        public String successTypeName(String result) {
            return result;
        }

        @Override
        public ResourceID resourceID() {
            return new ResourceID("orders", "shop");
        }

        @Override
        public Map<String, Object> metadata() {
            return Map.of();
        }

        @Override
        public String execute() throws Exception {
            return work.call();
        }
    }

    private record Counting(List<ReportResult> results) implements IngestMeter {
        @Override
        public void report(ReportResult result, Duration took) {
            results.add(result);
        }

        @Override
        public void costs(WatchPolicy watch, Optional<Session> before, Session now) {}
    }

    private static final class Exported implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAll(batch);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
