package io.deadlockwatch.operator.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Incident events for an OpenTelemetry back end, counted by what became of them; both series are there at 0 from the start. */
@Singleton
public final class EventMeters {

    private final Counter exported;
    private final Counter lost;

    public EventMeters(MeterRegistry registry) {
        exported = counter(registry, "exported");
        lost = counter(registry, "lost");
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("deadlockwatch.events")
                .description("Events about incidents for an OpenTelemetry back end, by whether it took them.")
                .tag("result", result)
                .register(registry);
    }

    void exported(int events) {
        exported.increment(events);
    }

    void lost(int events) {
        lost.increment(events);
    }
}
