package io.deadlockwatch.operator.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/** Exports events. An exporter that cannot be made is an export that fails: a bad certificate costs events and nothing else, and mending it needs no restart. */
final class RenewedExporter implements LogRecordExporter {

    private final Renewed<LogRecordExporter> exporter;
    private final EventOutcomes outcomes;

    RenewedExporter(Renewed<LogRecordExporter> exporter, EventOutcomes outcomes) {
        this.exporter = exporter;
        this.outcomes = outcomes;
    }

    @Override
    public synchronized CompletableResultCode export(Collection<LogRecordData> events) {
        int count = events.size();
        CompletableResultCode result;
        try {
            result = exporter.current().export(events);
        } catch (RuntimeException e) {
            outcomes.lost(count, ExportFailure.words(e));
            return CompletableResultCode.ofFailure();
        }
        return result.whenComplete(() -> {
            if (result.isSuccess()) {
                outcomes.exported(count);
            } else {
                outcomes.lost(count, ExportFailure.words(result.getFailureThrowable()));
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.with(LogRecordExporter::flush);
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
