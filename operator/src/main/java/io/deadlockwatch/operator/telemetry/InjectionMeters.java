package io.deadlockwatch.operator.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Whether new pods get samplers. */
@Singleton
public final class InjectionMeters {

    private final MeterRegistry registry;

    public InjectionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Whether the self-test succeeded the last time; not a number before the first. */
    public void selfTest(Supplier<Optional<Boolean>> works) {
        Gauge.builder("deadlockwatch.injection.selftest.success", works, InjectionMeters::number)
                // Else the registry forgets it with the next garbage collection: nobody but the gauge holds it.
                .strongReference(true)
                .description("Whether a pod that the operator asked for on trial got a sampler: 1 or 0.")
                .register(registry);
    }

    /** Pods that their samplers keep from running, and whether injection is suspended because of such. */
    public void stuck(IntSupplier pods, BooleanSupplier suspended) {
        Gauge.builder("deadlockwatch.injection.stuck.pods", pods, IntSupplier::getAsInt)
                .strongReference(true)
                .description("Pods that their samplers keep from running.")
                .register(registry);
        Gauge.builder("deadlockwatch.injection.suspended", suspended, yes -> yes.getAsBoolean() ? 1 : 0)
                .strongReference(true)
                .description("Whether nothing is injected because the sampler's image keeps pods from running: 1 or 0.")
                .register(registry);
    }

    private static double number(Supplier<Optional<Boolean>> works) {
        return works.get().map(each -> each ? 1.0 : 0.0).orElse(Double.NaN);
    }
}
