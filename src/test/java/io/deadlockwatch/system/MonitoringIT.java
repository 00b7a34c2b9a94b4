package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real Prometheus scrapes what really runs: rules fire, Alertmanager delivers, dashboards show numbers. */
@Tag("consumers")
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

    private static final String NAMESPACE = "dw-monitoring";

    private final Cluster cluster;
    private final Prometheus prometheus;

    MonitoringIT(Cluster cluster) {
        this.cluster = cluster;
        prometheus = new Prometheus(
                cluster,
                "monitoring.alerts.rules.DeadlockConfirmed.for=5s",
                "monitoring.alerts.runbookUrl=https://git.example.com/docs/runbooks/%s.md",
                "monitoring.alerts.dashboardUrl=https://grafana.example.com/d/%s");
        OrdersScenario orders = new OrdersScenario(cluster, NAMESPACE);
        orders.storeFindings("orders-1.0.0", "localhost/deadlockwatch/orders:1.0.0");
        orders.watch("orders");
        orders.deploy("orders");
        orders.load("orders");
    }

    @Test
    void operatorAndBothWebhooksAreScrapedAndTheirLabelsHonoured() {
        Cluster.await("three targets are up")
                .untilAsserted(() -> assertThat(prometheus.query("up{job=\"deadlockwatch\"} == 1"))
                        .hasSize(3));
        Cluster.await("the workload's series").untilAsserted(() -> assertThat(
                        prometheus.query("deadlockwatch_pods{namespace=\"" + NAMESPACE + "\"} > 0"))
                .isNotEmpty());
        assertThat(prometheus.query("{__name__=~\"deadlockwatch_.*\",exported_namespace!=\"\"}"))
                .isEmpty();
    }

    @Test
    void promtoolHasNothingToSayAboutTheMetrics() {
        for (String service : List.of("deadlockwatch-operator", "deadlockwatch-webhook")) {
            String scrape = plainText(service);
            // Its advice on names of other libraries' families is not for us.
            String ours = scrape.lines()
                    .filter(line -> line.startsWith("deadlockwatch_") || line.matches("# [A-Z]+ deadlockwatch_.*"))
                    .collect(Collectors.joining("\n", "", "\n"));
            Command.Result result = Command.run(ours, List.of(cluster.tool("promtool"), "check", "metrics"));
            assertThat(result.output()).isEmpty();
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void everyRuleIsLoadedAndEvaluatesWithoutError() throws IOException {
        Matcher names = Pattern.compile("(?m)^  - (?:alert|record): (\\S+)")
                .matcher(Files.readString(Path.of(cluster.file("helm/deadlockwatch/files/rules/deadlockwatch.yaml"))));
        Set<String> written = names.results().map(name -> name.group(1)).collect(Collectors.toSet());
        Cluster.await("all rules are evaluated").untilAsserted(() -> assertThat(prometheus.rules())
                .allSatisfy(rule -> assertThat(text(rule, "health")).isEqualTo("ok")));
        assertThat(prometheus.rules().stream().map(rule -> text(rule, "name")).collect(Collectors.toSet()))
                .isEqualTo(written);
    }

    @Test
    void aConfirmedIncidentReachesTheReceiverWithFunctionAndLine() {
        Cluster.await("the receiver has the alert")
                .untilAsserted(() -> assertThat(prometheus.received()).anySatisfy(alert -> {
                    JsonNode labels = alert.get("labels");
                    assertThat(text(alert, "status")).isEqualTo("firing");
                    assertThat(text(labels, "alertname")).isEqualTo("DeadlockConfirmed");
                    assertThat(text(labels, "namespace")).isEqualTo(NAMESPACE);
                    assertThat(text(labels, "workload")).isEqualTo("orders");
                    assertThat(text(labels, "severity")).isEqualTo("warning");
                    assertThat(text(labels, "function")).contains("(*Desk).Place");
                    assertThat(text(labels, "location")).matches("place_leaky\\.go:\\d+");
                    JsonNode annotations = alert.get("annotations");
                    assertThat(text(annotations, "summary")).contains("(*Desk).Place", text(labels, "location"));
                    assertThat(text(annotations, "description"))
                            .contains("kubectl -n " + NAMESPACE + " get bi " + text(labels, "incident"));
                    assertThat(text(annotations, "runbook_url"))
                            .isEqualTo("https://git.example.com/docs/runbooks/DeadlockConfirmed.md");
                    assertThat(text(annotations, "dashboard_url"))
                            .isEqualTo("https://grafana.example.com/d/deadlockwatch-workload?var-namespace=" + NAMESPACE
                                    + "&var-workload=orders");
                }));
    }

    @Test
    void everyQueryOfTheDashboardsGivesData() throws IOException {
        List<DashboardQuery> queries = DashboardQuery.all(cluster.root(), NAMESPACE, "orders");
        assertThat(queries).hasSizeGreaterThan(25);
        Cluster.await("every query gives data").untilAsserted(() -> assertThat(queries.stream()
                        .filter(query -> prometheus.query(query.expression()).isEmpty()))
                .isEmpty());
    }

    /** A scrape in the older format, the one that promtool reads. */
    private String plainText(String service) {
        return cluster.kubectl(
                Cluster.SYSTEM,
                "exec",
                "deployment/receiver",
                "--",
                "/bin/wget",
                "-qO-",
                "--header",
                "Accept: text/plain;version=0.0.4",
                "http://" + service + ":8080/metrics");
    }

    private static String text(JsonNode object, String field) {
        return Objects.requireNonNull(object.get(field), field).asText();
    }
}
