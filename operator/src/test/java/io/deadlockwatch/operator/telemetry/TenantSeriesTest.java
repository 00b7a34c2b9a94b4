package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicyReader;
import io.deadlockwatch.operator.testing.Given;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where there is no room for all series, the namespace that has most of them goes without, and nobody else. */
class TenantSeriesTest {

    @Test
    void aNamespaceWithVeryManyWatchesTakesNobodysSeries() {
        Map<String, WatchView> watches = new HashMap<>();
        IntStream.range(0, 300).forEach(i -> watches.put("uid-greedy-" + i, watch("greedy", "w" + i, 5)));
        watches.put("uid-small", watch("small", "orders", 3));
        FleetCollector collector =
                new FleetCollector(() -> new FleetView(Given.NOW, watches, Map.of(), List.of()), 1_000);

        List<List<String>> shown = collector.collect().stream()
                .filter(family -> family.name.equals("deadlockwatch_coverage_ratio"))
                .flatMap(family -> family.samples.stream())
                .map(sample -> sample.labelValues)
                .toList();

        assertThat(shown)
                .filteredOn(labels -> labels.getFirst().equals("small"))
                .hasSize(3);
        assertThat(shown)
                .filteredOn(labels -> labels.getFirst().equals("greedy"))
                .hasSizeBetween(10, 60);
        assertThat(collector.leftOut()).isGreaterThan(1_000);
    }

    private static WatchView watch(String namespace, String name, int workloads) {
        DeadlockWatch resource = new KubernetesSerialization()
                .unmarshal("""
                        apiVersion: deadlockwatch.io/v1alpha1
                        kind: DeadlockWatch
                        metadata: {namespace: "%s", name: "%s", uid: "uid-%s-%s", creationTimestamp: "%s"}
                        spec: {selector: {matchLabels: {app: orders}}}
                        """.formatted(namespace, name, namespace, name, Given.NOW), DeadlockWatch.class);
        List<WorkloadView> views = IntStream.range(0, workloads)
                .mapToObj(i -> new WorkloadView(
                        new Workload("Deployment", "d" + i),
                        List.of(new RevisionView(
                                "5d9f",
                                false,
                                Coverage.of(List.of(PodState.OBSERVED)),
                                FindingChoice.NONE,
                                Given.NOW,
                                List.of()))))
                .toList();
        return new WatchView(new WatchPolicyReader().read(resource), views, List.of(), 0, Optional.empty(), 0);
    }
}
