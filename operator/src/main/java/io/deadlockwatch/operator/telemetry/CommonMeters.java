package io.deadlockwatch.operator.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Metrics of both roles. */
@Singleton
public final class CommonMeters {

    private final MeterRegistry registry;
    private final CollectorRegistry collectors;

    public CommonMeters(MeterRegistry registry, CollectorRegistry collectors) {
        this.registry = registry;
        this.collectors = collectors;
    }

    /** What runs here. */
    public void build(String component, String version) {
        collectors.register(new BuildInfo(component, version));
    }

    /** When the certificate in use expires; not a number before there is one. */
    public void certificate(Supplier<Optional<Instant>> expiry) {
        Gauge.builder("deadlockwatch.certificate.expiry.timestamp.seconds", expiry, CommonMeters::seconds)
                // Else the registry forgets it with the next garbage collection: nobody but the gauge holds it.
                .strongReference(true)
                .description("When the certificate in use expires.")
                .register(registry);
    }

    private static double seconds(Supplier<Optional<Instant>> expiry) {
        return expiry.get().map(Instant::getEpochSecond).map(Long::doubleValue).orElse(Double.NaN);
    }
}
