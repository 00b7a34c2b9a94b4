package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.ingest.IngestMeter;
import io.deadlockwatch.operator.ingest.ReportResult;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    public void watch(Supplier<FleetView> fleet, IntSupplier stacks, LongSupplier droppedIncidents) {
        collectors.register(new FleetCollector(fleet));
        Gauge.builder("deadlockwatch.stacks", stacks::getAsInt)
                .description("Distinct stacks held in memory.")
                .register(registry);
        FunctionCounter.builder("deadlockwatch.limit.hits", droppedIncidents, LongSupplier::getAsLong)
                .description("Times that something was left out because there was too much of it.")
                .tag("limit", "incidents_per_watch")
                .register(registry);
    }

    @Override
    public void report(ReportResult result, Duration took) {
        Objects.requireNonNull(reports.get(result)).increment();
        duration.record(took);
    }

    /** Samplers tell totals since their epoch began; the counters here add up what came since the report before. */
    @Override
    public void snapshots(WatchPolicy watch, List<SnapshotTally> before, List<SnapshotTally> now) {
        for (SnapshotTally tally : now) {
            long earlier = before.stream()
                    .filter(old -> old.rung() == tally.rung() && old.outcome() == tally.outcome())
                    .mapToLong(SnapshotTally::count)
                    .sum();
            if (tally.count() > earlier) {
                snapshots(watch, tally.rung(), tally.outcome()).increment((double) (tally.count() - earlier));
            }
        }
    }

    private Counter snapshots(WatchPolicy watch, int rung, SnapshotOutcome outcome) {
        return Counter.builder("deadlockwatch.snapshots")
                .description("Snapshots that samplers took, by rung of the ladder and outcome.")
                .tag("namespace", watch.namespace())
                .tag("watch", watch.name())
                .tag("rung", String.valueOf(rung))
                .tag("outcome", outcome.wire())
                .register(registry);
    }
}
