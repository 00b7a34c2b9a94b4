package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.RefusalReason;
import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.StackTable;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.testing.Given;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every metric is in the reference with its type and its labels, and nothing else is. */
@SuppressWarnings("deprecation") // the registry that the extension brings
class MetricReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "telemetry.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(deadlockwatch_[a-z_]+)`[^|]*\\| (gauge|counter|histogram)[^|]*\\| ([^|]*) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Set<String> TECHNICAL = Set.of("le");

    private final CollectorRegistry collectors = new CollectorRegistry(true);
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);

    @Test
    void theReferenceIsWhatIsExported() throws IOException {
        exportEverything();

        assertThat(exported()).isEqualTo(documented());
    }

    private void exportEverything() {
        OperatorMeters operator = new OperatorMeters(registry, collectors);
        operator.watch(MetricReferenceTest::fleet, () -> 1, () -> 1, () -> 1);
        operator.costs(Given.watch(), Optional.empty(), session());
        CommonMeters common = new CommonMeters(registry, collectors);
        common.build("operator", "0.1.0");
        common.certificate(() -> Optional.of(Given.NOW));
        InjectionMeters injection = new InjectionMeters(registry);
        injection.selfTest(() -> Optional.of(true));
        injection.stuck(() -> 0, () -> false);
        assertThat(new CanaryMeters(registry)).isNotNull();
        assertThat(new EventMeters(registry)).isNotNull();
        assertThat(new AdmissionMeters(registry)).isNotNull();
    }

    private static FleetView fleet() {
        RevisionView revision = new RevisionView(
                "5d9f", false, Coverage.of(List.of(PodState.OBSERVED)), FindingChoice.NONE, Given.NOW, List.of());
        WatchView watch = new WatchView(
                Given.watch(),
                List.of(new WorkloadView(Given.ORDERS, List.of(revision))),
                List.of(),
                0,
                Optional.empty(),
                0);
        return new FleetView(
                Given.NOW,
                Map.of("uid-orders", watch),
                Map.of(),
                List.of(IncidentSamples.open("shop.reserve", "5d9f", 3)));
    }

    private static Session session() {
        return new Session(
                new PodRef("shop", "p", "uid-p"),
                "00000000000000aa",
                "",
                1,
                "0.1.0",
                Given.target(TargetState.OK),
                Given.flawless(),
                Given.NOW,
                Given.NOW,
                Given.NOW,
                List.of(new SnapshotTally(1, SnapshotOutcome.OK, 1, 4_000, 20, 10_000)),
                StackTable.EMPTY,
                new LadderStatus(
                        15_000,
                        true,
                        List.of(new Refusal(3, RefusalReason.NO_GRANT, 1)),
                        SamplerCost.UNKNOWN,
                        LeakSummary.NONE,
                        0,
                        Optional.empty()),
                Optional.empty());
    }

    /** Type and labels by name, as Prometheus sees them. */
    private Map<String, String> exported() {
        Map<String, String> families = new TreeMap<>();
        for (Collector.MetricFamilySamples family : Collections.list(collectors.metricFamilySamples())) {
            assertThat(family.samples).as(family.name).isNotEmpty();
            Set<String> labels = new TreeSet<>();
            family.samples.forEach(sample -> labels.addAll(sample.labelNames));
            labels.removeAll(TECHNICAL);
            boolean counter = family.type == Collector.Type.COUNTER;
            families.put(
                    counter ? family.name + "_total" : family.name,
                    family.type.name().toLowerCase(Locale.ROOT) + " " + labels);
        }
        return families;
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> families = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
            families.put(row.group(1), row.group(2) + " " + labels(row.group(3)));
        }
        return families;
    }

    /** "only `a, b`": these; "none"; else those of a workload, or of a watch where it says so, and these. */
    private static Set<String> labels(String cell) {
        String names = cell.replace("(no `workload`)", "").replace("no `workload`", "");
        Set<String> labels = new TreeSet<>();
        QUOTED.matcher(names)
                .results()
                .forEach(quoted -> labels.addAll(List.of(quoted.group(1).split(", "))));
        if (!cell.startsWith("only") && !cell.startsWith("none")) {
            labels.addAll(List.of("namespace", "watch"));
            if (names.equals(cell)) {
                labels.add("workload");
            }
        }
        return labels;
    }
}
