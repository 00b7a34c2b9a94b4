package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.incident.IncidentChange;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.testing.ManualClock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentTelemetryTest {

    private final Exported exported = new Exported();
    private final SdkLoggerProvider provider = SdkLoggerProvider.builder()
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(exported))
            .build();
    private final IncidentTelemetry telemetry = new IncidentTelemetry(provider.get("test"), new ManualClock());

    @Test
    void anIncidentIsAnEventWithEverythingInAttributes() {
        IncidentView incident = IncidentSamples.open("shop.reserve", "5d9f", 3);

        telemetry.changed(new IncidentChange.Opened(incident));
        telemetry.changed(new IncidentChange.Updated(incident));

        assertThat(exported.records).singleElement().satisfies(event -> {
            assertThat(event.getEventName()).isEqualTo("deadlockwatch.incident.opened");
            assertThat(event.getSeverity()).isEqualTo(Severity.WARN);
            assertThat(event.getBodyValue()).isNull();
            Map<AttributeKey<?>, Object> attributes = event.getAttributes().asMap();
            assertThat(attributes)
                    .containsEntry(AttributeKey.stringKey("code.function.name"), "shop.reserve")
                    .containsEntry(AttributeKey.stringKey("code.file.path"), "/src/shop/orders.go")
                    .containsEntry(AttributeKey.longKey("code.line.number"), 42L)
                    .containsEntry(AttributeKey.stringKey("k8s.namespace.name"), "shop")
                    .containsEntry(AttributeKey.stringKey("k8s.deployment.name"), "orders")
                    .containsEntry(AttributeKey.stringKey("deadlockwatch.verdict"), "confirmed")
                    .containsEntry(AttributeKey.stringKey("deadlockwatch.site"), "shop.reserve|chan send")
                    .containsEntry(AttributeKey.doubleKey("deadlockwatch.confidence"), 0.92)
                    .containsEntry(AttributeKey.longKey("deadlockwatch.goroutines"), 3L)
                    .containsEntry(
                            AttributeKey.stringArrayKey("deadlockwatch.evidence"),
                            List.of("Persistent", "StaticMatch"));
        });
    }

    private static final class Exported implements LogRecordExporter {

        private final List<LogRecordData> records = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<LogRecordData> logs) {
            records.addAll(logs);
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
