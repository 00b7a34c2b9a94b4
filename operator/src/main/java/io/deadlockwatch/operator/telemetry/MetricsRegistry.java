package io.deadlockwatch.operator.telemetry;

import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One registry for everything: the extension's own producer would make another for each place that asks. */
final class MetricsRegistry {

    @Produces
    @Singleton
    CollectorRegistry collectors() {
        return new CollectorRegistry(true);
    }
}
