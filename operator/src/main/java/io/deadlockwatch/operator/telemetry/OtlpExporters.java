package io.deadlockwatch.operator.telemetry;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ServiceLoader;
import java.util.function.Function;

/** The SDK's exporters for OTLP, by the interfaces that it offers for those who make them themselves. */
final class OtlpExporters {

    private static final String NAME = "otlp";

    private OtlpExporters() {}

    static LogRecordExporter events(ConfigProperties config) {
        return provider(ConfigurableLogRecordExporterProvider.class, ConfigurableLogRecordExporterProvider::getName)
                .createExporter(config);
    }

    static SpanExporter spans(ConfigProperties config) {
        return provider(ConfigurableSpanExporterProvider.class, ConfigurableSpanExporterProvider::getName)
                .createExporter(config);
    }

    private static <P> P provider(Class<P> type, Function<P, String> name) {
        return ServiceLoader.load(type, type.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> name.apply(provider).equals(NAME))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no exporter for OTLP is on the class path"));
    }
}
