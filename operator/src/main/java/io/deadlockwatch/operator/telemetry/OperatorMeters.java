package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.ingest.IngestMeter;
import io.deadlockwatch.operator.ingest.ReportResult;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The operator's metrics, with the names of {@code docs/reference}; families of a fixed size are there at 0 from the start. */
@Singleton
public final class OperatorMeters implements IngestMeter {

    private final MeterRegistry registry;
    private final CollectorRegistry collectors;
    private final Map<ReportResult, Counter> reports = new EnumMap<>(ReportResult.class);
    private final Timer duration;
    private final SamplerMeters costs;

    /** Held here because Micrometer holds them weakly: without this the metric would vanish at the next garbage collection. */
    private final List<LongSupplier> limits = new ArrayList<>();

    public OperatorMeters(MeterRegistry registry, CollectorRegistry collectors) {
        this.registry = registry;
        this.collectors = collectors;
        for (ReportResult result : ReportResult.values()) {
            reports.put(
                    result,
                    Counter.builder("deadlockwatch.reports")
                            .description("Reports of samplers, by how they ended.")
                            .tag("result", result.label())
                            .register(registry));
        }
        this.costs = new SamplerMeters(registry);
        this.duration = Timer.builder("deadlockwatch.report.duration")
                .description("Time from a report's first byte to its answer.")
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(3),
                        Duration.ofMillis(10),
                        Duration.ofMillis(30),
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3))
                .register(registry);
    }

    /** Metrics about what others hold. */
    public void watch(
            Supplier<FleetView> fleet, IntSupplier stacks, LongSupplier droppedIncidents, LongSupplier droppedDumps) {
        FleetCollector collector = new FleetCollector(fleet);
        collectors.register(collector);
        Gauge.builder("deadlockwatch.stacks", stacks::getAsInt)
                .description("Distinct stacks held in memory.")
                .register(registry);
        limit("incidents_per_watch", droppedIncidents);
        limit("waiting_dumps", droppedDumps);
        limit("series", collector::leftOut);
    }

    private void limit(String name, LongSupplier hits) {
        limits.add(hits);
        FunctionCounter.builder("deadlockwatch.limit.hits", hits, LongSupplier::getAsLong)
                .description("Times that something was left out because there was too much of it.")
                .tag("limit", name)
                .register(registry);
    }

    @Override
    public void report(ReportResult result, Duration took) {
        Objects.requireNonNull(reports.get(result)).increment();
        duration.record(took);
    }

    @Override
    public void costs(WatchPolicy watch, Optional<Session> before, Session now) {
        costs.add(watch, before, now);
    }

    /** Forgets what is counted for each watch, but for these. */
    public void retain(List<WatchPolicy> watches) {
        costs.retain(watches);
    }
}
