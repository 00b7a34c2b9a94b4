package io.deadlockwatch.operator.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Exports spans, and loses them where that fails: events go the same way, and tell. */
final class RenewedSpanExporter implements SpanExporter {

    private final Renewed<SpanExporter> exporter;

    RenewedSpanExporter(Renewed<SpanExporter> exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        try {
            return exporter.current().export(spans);
        } catch (RuntimeException _) {
            return CompletableResultCode.ofFailure();
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.with(SpanExporter::flush);
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
