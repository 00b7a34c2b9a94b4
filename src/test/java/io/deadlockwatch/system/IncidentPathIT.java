package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a DeadlockWatch to an incident, a metric and an event that name the blocked function, file and line. */
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncidentPathIT {

    private static final Pattern SITE = Pattern.compile("\"deadlockwatchSite/v1\"\\s*:\\s*\"([^\"]+)\"");
    private static final String FIXED = "orders-fixed";

    private final Cluster cluster;
    private final String namespace;
    private final Set<String> predicted;

    IncidentPathIT(Cluster cluster) throws IOException {
        this.cluster = cluster;
        OrdersScenario orders = new OrdersScenario(cluster, "dw-incident-path");
        namespace = orders.namespace();
        predicted = sites(Path.of(orders.sarif()));
        orders.storeFindings("orders-1.0.0", "localhost/deadlockwatch/orders:1.0.0");
        // The same findings for the fixed build: it must stay silent although the scanner's warnings of the old source
        // are stored for it.
        orders.storeFindings("orders-fixed-1.0.0", "localhost/deadlockwatch/orders-fixed:1.0.0");
        orders.watch("orders");
        orders.watch(FIXED);
        orders.deploy("orders");
        orders.deploy(FIXED);
        orders.load("orders");
        orders.load(FIXED);
    }

    @BeforeAll
    void incidentsOpen() {
        Cluster.await("an incident at each predicted site")
                .until(() -> openSites().containsAll(predicted));
    }

    @Test
    void everyPredictedBugAndNothingElseIsAnIncident() {
        assertThat(predicted).hasSizeGreaterThanOrEqualTo(3);
        assertThat(openSites()).isEqualTo(predicted);
    }

    @Test
    void anIncidentNamesFunctionFileAndLineAndHowSureItIs() {
        assertThat(cluster.incidents(namespace)).allSatisfy(incident -> {
            assertThat(Fields.text(incident, "status.state")).isEqualTo("Open");
            assertThat(Fields.text(incident, "status.verdict")).isEqualTo("Confirmed");
            // A site has no number after a closure.
            String function = Fields.text(incident, "status.location.function").replaceFirst("\\.func\\d+$", ".func");
            assertThat(Fields.text(incident, "spec.site")).startsWith(function + "|");
            assertThat(Fields.text(incident, "status.location.file")).endsWith(".go");
            assertThat(Fields.number(incident, "status.location.line")).isPositive();
            assertThat(Fields.text(incident, "status.finding.ruleId")).startsWith("DG100");
            assertThat(Fields.text(incident, "status.finding.set")).isEqualTo("orders-1.0.0");
            assertThat(Fields.number(incident, "status.goroutines")).isPositive();
            assertThat(Fields.number(incident, "status.podsAffected")).isPositive();
            int symbol = Fields.number(incident, "status.confidencePercent.symbol");
            int path = Fields.number(incident, "status.confidencePercent.path");
            int context = Fields.number(incident, "status.confidencePercent.context");
            assertThat(Fields.number(incident, "status.confidencePercent.total"))
                    .isGreaterThanOrEqualTo(70)
                    .isEqualTo((45 * symbol + 35 * path + 20 * context) / 100);
        });
    }

    @Test
    void theFileAndLineAreThoseOfTheBlockingOperation() {
        assertThat(cluster.incidents(namespace)).allSatisfy(incident -> {
            Path file = source(Fields.text(incident, "status.location.file"));
            String line = Files.readAllLines(file).get(Fields.number(incident, "status.location.line") - 1);
            assertThat(line).containsAnyOf("<-", ".Lock()");
        });
    }

    @Test
    void theMetricsNameTheIncident() {
        for (GenericKubernetesResource incident : cluster.incidents(namespace)) {
            assertThat(new Metrics(cluster.metrics())
                            .values(
                                    "deadlockwatch_incident_info",
                                    Map.of(
                                            "namespace",
                                            namespace,
                                            "watch",
                                            "orders",
                                            "incident",
                                            incident.getMetadata().getName(),
                                            "verdict",
                                            "confirmed",
                                            "function",
                                            Fields.text(incident, "status.location.function"))))
                    .containsExactly(1.0);
        }
        assertThat(confirmed("orders")).containsExactly((double) predicted.size());
    }

    @Test
    void theEventReachesTheCollector() {
        for (GenericKubernetesResource incident : cluster.incidents(namespace)) {
            Cluster.await("the event of " + incident.getMetadata().getName()).untilAsserted(() -> assertThat(
                            cluster.kubectl(Cluster.SYSTEM, "logs", "deployment/otel-collector", "--tail=-1"))
                    .contains("EventName: deadlockwatch.incident.opened")
                    .contains("code.function.name: Str(" + Fields.text(incident, "status.location.function"))
                    .contains("deadlockwatch.incident: Str("
                            + incident.getMetadata().getName()));
        }
    }

    @Test
    void aKubernetesEventStandsOnTheWatch() {
        assertThat(cluster.kubectl(namespace, "events", "--for", "deadlockwatch/orders"))
                .contains("GoroutinesBlocked");
    }

    @Test
    void theFixedBuildIsObservedAndRaisesNothing() {
        Cluster.await("full coverage of the fixed build")
                .until(() -> Fields.number(cluster.watch(namespace, FIXED), "status.coveragePercent") == 100);
        assertThat(cluster.incidents(namespace))
                .noneMatch(incident -> FIXED.equals(Fields.text(incident, "spec.watch")));
        assertThat(confirmed(FIXED)).containsExactly(0.0);
    }

    @Test
    void everyMetricIsInTheReferenceAndTheOtherWayRound() throws IOException {
        String reference = Files.readString(Path.of(cluster.file("docs/reference/telemetry.md")));
        String exported = cluster.metrics() + cluster.webhookMetrics();
        // The OpenMetrics format names a counter's family without "_total".
        assertThat(families("(?m)^# TYPE (deadlockwatch_[a-z_]+?)(?:_total)? ", exported))
                .isEqualTo(families("(?m)^\\| `(deadlockwatch_[a-z_]+?)(?:_total)?`", reference));
    }

    private List<Double> confirmed(String watch) {
        return new Metrics(cluster.metrics())
                .values(
                        "deadlockwatch_incidents",
                        Map.of("namespace", namespace, "watch", watch, "verdict", "confirmed"));
    }

    private static Set<String> families(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private Set<String> openSites() {
        return cluster.incidents(namespace).stream()
                .map(incident -> Fields.text(incident, "spec.site"))
                .collect(Collectors.toSet());
    }

    private Path source(String compiledPath) {
        String path = compiledPath.substring(compiledPath.indexOf("orders/") + "orders/".length());
        return cluster.root().resolve("examples/orders").resolve(path);
    }

    private static Set<String> sites(Path sarif) throws IOException {
        Matcher matcher = SITE.matcher(Files.readString(sarif));
        return matcher.results().map(result -> result.group(1)).collect(Collectors.toSet());
    }
}
