package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.incident.IncidentListener;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of incidents to an OpenTelemetry back end, if the environment names one. */
public final class EventExport implements AutoCloseable {

    private static final String SCOPE = "io.deadlockwatch.operator";
    private static final List<String> ENDPOINTS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT");

    private final Optional<OpenTelemetrySdk> sdk;
    private final List<IncidentListener> listeners;

    private EventExport(Optional<OpenTelemetrySdk> sdk, List<IncidentListener> listeners) {
        this.sdk = sdk;
        this.listeners = listeners;
    }

    /** As the standard variables say; without an endpoint nothing is loaded and nothing is tried. */
    public static EventExport of(Map<String, String> environment, String version, Clock clock) {
        boolean wanted = ENDPOINTS.stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
        if (!wanted) {
            return new EventExport(Optional.empty(), List.of());
        }
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name", "deadlockwatch-operator",
                        "otel.exporter.otlp.protocol", "grpc",
                        "otel.traces.exporter", "none",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "otlp"))
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        IncidentTelemetry listener = new IncidentTelemetry(
                sdk.getLogsBridge()
                        .loggerBuilder(SCOPE)
                        .setInstrumentationVersion(version)
                        .build(),
                clock);
        return new EventExport(Optional.of(sdk), List.of(listener));
    }

    /** Whom to tell of incidents: one, or nobody. */
    public List<IncidentListener> listeners() {
        return listeners;
    }

    @Override
    public void close() {
        sdk.ifPresent(OpenTelemetrySdk::close);
    }
}
