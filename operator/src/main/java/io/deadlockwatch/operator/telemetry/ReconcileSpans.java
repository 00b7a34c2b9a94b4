package io.deadlockwatch.operator.telemetry;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/**
 * A span for each reconciliation. The SDK offers no hook for traces; that for metrics is around the same work. Its counts by name of resource, which have no bound, are
 * not made.
 */
public final class ReconcileSpans implements Metrics {

    private static final AttributeKey<String> CONTROLLER = AttributeKey.stringKey("deadlockwatch.controller");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("k8s.namespace.name");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("deadlockwatch.resource");

    private final Spans spans;

    public ReconcileSpans(Spans spans) {
        this.spans = spans;
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        ResourceID about = execution.resourceID();
        Attributes attributes = Attributes.of(
                CONTROLLER, execution.controllerName(),
                NAMESPACE, about.getNamespace().orElse(""),
                NAME, about.getName());
        try (Spans.Work work = spans.begin(execution.name(), attributes)) {
            try {
                return execution.execute();
            } catch (Exception e) {
                work.failed(e);
                throw e;
            }
        }
    }
}
