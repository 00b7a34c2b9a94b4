package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.incident.IncidentListener;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The way of incidents, and of the operator's own traces, to an OpenTelemetry back end, if the environment names one. */
public final class EventExport implements AutoCloseable {

    /** Events that wait for the back end; what comes beyond is dropped. More than a watch can have incidents. */
    static final int MAX_WAITING = 2_048;

    private static final String SCOPE = "io.deadlockwatch.operator";
    private static final List<String> ENDPOINTS =
            List.of("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT");
    private static final String TRACES = "OTEL_TRACES_EXPORTER";

    private final Optional<OpenTelemetrySdk> sdk;
    private final List<IncidentListener> listeners;
    private final Spans spans;

    private EventExport(Optional<OpenTelemetrySdk> sdk, List<IncidentListener> listeners, Spans spans) {
        this.sdk = sdk;
        this.listeners = listeners;
        this.spans = spans;
    }

    /** As the standard variables say; without an endpoint nothing is loaded and nothing is tried. Traces only if they are asked for. */
    public static EventExport of(Map<String, String> environment, String version, EventMeters meters, Clock clock) {
        return ENDPOINTS.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(endpoint -> !endpoint.isBlank())
                .findFirst()
                .map(endpoint -> to(new EventOutcomes(endpoint, meters, clock), environment, version, clock))
                .orElseGet(() -> new EventExport(Optional.empty(), List.of(), Spans.NONE));
    }

    private static EventExport to(
            EventOutcomes outcomes, Map<String, String> environment, String version, Clock clock) {
        boolean traced = environment.getOrDefault(TRACES, "").equals("otlp");
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> properties(environment))
                // The SDK's own exporters would be made now, and a bad certificate would end the operator.
                .addPropertiesCustomizer(_ -> Map.of(
                        "otel.logs.exporter", "none", "otel.traces.exporter", "none", "otel.metrics.exporter", "none"))
                .addLoggerProviderCustomizer((logs, config) -> logs.addLogRecordProcessor(
                        BatchLogRecordProcessor.builder(new RenewedExporter(exporter(config), outcomes))
                                .setMaxQueueSize(MAX_WAITING)
                                .build()))
                .addTracerProviderCustomizer(
                        (traces, config) -> traced ? traces.addSpanProcessor(processor(config)) : traces)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
        IncidentTelemetry listener = new IncidentTelemetry(
                sdk.getLogsBridge()
                        .loggerBuilder(SCOPE)
                        .setInstrumentationVersion(version)
                        .build(),
                clock);
        Spans spans = traced ? new Spans(sdk.getTracer(SCOPE, version), clock) : Spans.NONE;
        return new EventExport(Optional.of(sdk), List.of(listener), spans);
    }

    private static Renewed<LogRecordExporter> exporter(ConfigProperties config) {
        return new Renewed<>(
                () -> OtlpExporters.events(config), LogRecordExporter::shutdown, CertificateFiles.of(config));
    }

    private static SpanProcessor processor(ConfigProperties config) {
        return BatchSpanProcessor.builder(new RenewedSpanExporter(new Renewed<>(
                        () -> OtlpExporters.spans(config), SpanExporter::shutdown, CertificateFiles.of(config))))
                .setMaxQueueSize(MAX_WAITING)
                .build();
    }

    /** The SDK's names for the standard variables: {@code otel.exporter.otlp.endpoint}. */
    private static Map<String, String> properties(Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>(
                Map.of("otel.service.name", "deadlockwatch-operator", "otel.exporter.otlp.protocol", "grpc"));
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_") && !value.isBlank()) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    /** Whom to tell of incidents: one, or nobody. */
    public List<IncidentListener> listeners() {
        return listeners;
    }

    /** Where the operator notes what it does; nowhere if nobody asked. */
    public Spans spans() {
        return spans;
    }

    @Override
    public void close() {
        sdk.ifPresent(OpenTelemetrySdk::close);
    }
}
