package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.testing.Given;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetCollectorTest {

    private static final Coverage TWO_OF_THREE =
            Coverage.of(List.of(PodState.OBSERVED, PodState.OBSERVED, PodState.STALE, PodState.STARTING));

    @Test
    void familiesOfAFixedSizeAreThereAtZero() {
        CollectorRegistry registry = registry(fleet(1, List.of("5d9f"), List.of()));

        for (String verdict : List.of("proven", "confirmed", "suspected")) {
            assertThat(value(registry, "deadlockwatch_incidents", Map.of("verdict", verdict)))
                    .hasValue(0.0);
            assertThat(value(
                            registry,
                            "deadlockwatch_revision_incidents",
                            Map.of("verdict", verdict, "revision", "5d9f")))
                    .hasValue(0.0);
        }
        for (PodState state : PodState.values()) {
            assertThat(value(registry, "deadlockwatch_pods", Map.of("state", state.label(), "revision", "5d9f")))
                    .hasValue((double) TWO_OF_THREE.count(state));
        }
        assertThat(value(registry, "deadlockwatch_coverage_ratio", Map.of("revision", "5d9f")))
                .hasValueSatisfying(ratio -> assertThat(ratio).isBetween(0.66, 0.67));
        assertThat(value(registry, "deadlockwatch_findings", Map.of("revision", "5d9f")))
                .hasValue(0.0);
        assertThat(value(registry, "deadlockwatch_oldest_incident_timestamp_seconds", Map.of()))
                .isEmpty();
    }

    @Test
    void anIncidentIsShownWithWhereAndHowSure() {
        IncidentView incident = IncidentSamples.open("shop.reserve", "5d9f", 3);
        CollectorRegistry registry = registry(fleet(1, List.of("5d9f"), List.of(incident)));

        assertThat(value(registry, "deadlockwatch_incidents", Map.of("verdict", "confirmed")))
                .hasValue(1.0);
        assertThat(value(
                        registry,
                        "deadlockwatch_incident_info",
                        Map.of(
                                "incident", incident.name(),
                                "verdict", "confirmed",
                                "function", "shop.reserve",
                                "location", "orders.go:42",
                                "wait_reason", "chan send")))
                .hasValue(1.0);
        assertThat(value(registry, "deadlockwatch_oldest_incident_timestamp_seconds", Map.of("workload", "orders")))
                .hasValue((double) incident.firstSeen().getEpochSecond());
        assertThat(value(registry, "deadlockwatch_incident_confidence_ratio", Map.of("incident", incident.name())))
                .hasValue(0.92);
        assertThat(value(
                        registry,
                        "deadlockwatch_blocked_goroutines",
                        Map.of("incident", incident.name(), "revision", "5d9f")))
                .hasValue(3.0);
    }

    @Test
    void theNumberOfSeriesIsBoundedAndNothingIsCountedTwice() {
        List<IncidentView> incidents = IntStream.range(0, 30)
                .mapToObj(i -> IncidentSamples.open("shop.f" + i, "5d9f", 1))
                .toList();
        List<String> revisions = IntStream.range(0, 9).mapToObj(i -> "r" + i).toList();

        CollectorRegistry registry = registry(fleet(80, revisions, incidents));

        assertThat(value(registry, "deadlockwatch_incidents", Map.of("verdict", "confirmed")))
                .hasValue(30.0);
        assertThat(labels(registry, "deadlockwatch_incident_info", "incident")).hasSize(20);
        assertThat(labels(registry, "deadlockwatch_blocked_goroutines", "incident"))
                .hasSize(21)
                .contains("other");
        assertThat(labels(registry, "deadlockwatch_coverage_ratio", "workload"))
                .hasSize(51)
                .contains("other");
        assertThat(labels(registry, "deadlockwatch_coverage_ratio", "revision"))
                .containsExactlyInAnyOrder("r0", "r1", "r2", "r3", "other");
        assertThat(sum(registry, "deadlockwatch_pods")).isEqualTo(80 * 9 * 4);
        assertThat(sum(registry, "deadlockwatch_blocked_goroutines")).isEqualTo(30);
        assertThat(duplicates(registry)).isEmpty();
    }

    @Test
    void samplersOfAnotherVersionAreCountedByWatch() {
        assertThat(value(
                        registry(fleet(1, List.of("5d9f"), List.of())),
                        "deadlockwatch_outdated_samplers",
                        Map.of("watch", "orders")))
                .hasValue(7.0);
    }

    @Test
    void whereThereAreTooManySeriesDetailsGoFirstAndThatIsCounted() {
        List<IncidentView> incidents = IntStream.range(0, 10)
                .mapToObj(i -> IncidentSamples.open("shop.f" + i, "5d9f", 1))
                .toList();
        FleetView fleet = fleet(2, List.of("5d9f"), incidents);
        int basics = 1 + 1 + 2 * (3 + 14);

        FleetCollector details = new FleetCollector(() -> fleet, basics + 5);
        FleetCollector workloads = new FleetCollector(() -> fleet, basics - 1);

        assertThat(series(details)).isEqualTo(basics);
        assertThat(details.leftOut()).isEqualTo(1);
        assertThat(series(workloads)).isLessThan(basics);
        assertThat(workloads.leftOut()).isEqualTo(2);
    }

    private static long series(FleetCollector collector) {
        return collector.collect().stream()
                .mapToLong(family -> family.samples.size())
                .sum();
    }

    private static FleetView fleet(int workloads, List<String> revisions, List<IncidentView> incidents) {
        List<WorkloadView> views = IntStream.range(0, workloads)
                .mapToObj(i -> new WorkloadView(
                        i == 0 ? Given.ORDERS : new Workload("Deployment", "w" + i),
                        revisions.stream()
                                .map(revision -> new RevisionView(
                                        revision, false, TWO_OF_THREE, FindingChoice.NONE, Given.NOW, List.of()))
                                .toList()))
                .toList();
        WatchView watch = new WatchView(Given.watch(), views, List.of(), 0, Optional.empty(), 7);
        return new FleetView(Given.NOW, Map.of("uid-orders", watch), Map.of(), incidents);
    }

    private static CollectorRegistry registry(FleetView fleet) {
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new FleetCollector(() -> fleet));
        return registry;
    }

    private static Optional<Double> value(CollectorRegistry registry, String name, Map<String, String> labels) {
        return samples(registry, name).stream()
                .filter(sample -> labels.entrySet().stream().allMatch(label -> sample.labelValues
                        .get(sample.labelNames.indexOf(label.getKey()))
                        .equals(label.getValue())))
                .map(sample -> sample.value)
                .findFirst();
    }

    private static Set<String> labels(CollectorRegistry registry, String name, String label) {
        Set<String> values = new HashSet<>();
        samples(registry, name).forEach(sample -> values.add(sample.labelValues.get(sample.labelNames.indexOf(label))));
        return values;
    }

    private static double sum(CollectorRegistry registry, String name) {
        return samples(registry, name).stream()
                .mapToDouble(sample -> sample.value)
                .sum();
    }

    private static List<String> duplicates(CollectorRegistry registry) {
        List<String> all = Collections.list(registry.metricFamilySamples()).stream()
                .flatMap(family -> family.samples.stream())
                .map(sample -> sample.name + sample.labelValues)
                .toList();
        return all.stream().filter(each -> Collections.frequency(all, each) > 1).toList();
    }

    private static List<Collector.MetricFamilySamples.Sample> samples(CollectorRegistry registry, String name) {
        return Collections.list(registry.metricFamilySamples()).stream()
                .filter(family -> family.name.equals(name))
                .flatMap(family -> family.samples.stream())
                .toList();
    }
}
