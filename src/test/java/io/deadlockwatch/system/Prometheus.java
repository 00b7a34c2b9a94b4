package io.deadlockwatch.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A real Prometheus and Alertmanager on the cluster, with the chart's rules, and a receiver that keeps what it is sent: monitoring/cluster. */
final class Prometheus {

    /** The address for programs in the cluster. */
    static final String ADDRESS = "http://prometheus." + Cluster.SYSTEM + ":9090";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;

    /** Installs them and waits until they run. */
    Prometheus(Cluster cluster, String... values) {
        this.cluster = cluster;
        cluster.kubectlWithInput(Cluster.SYSTEM, rules(values), "apply", "-f", "-");
        cluster.kubectl(Cluster.SYSTEM, "apply", "-f", cluster.file("monitoring/cluster/prometheus.yaml"));
        for (String name : List.of("prometheus", "alertmanager", "receiver")) {
            cluster.kubectl(Cluster.SYSTEM, "rollout", "status", "deployment/" + name, "--timeout=180s");
        }
    }

    /** The rules as the chart renders them. Not by an upgrade of the release, which other tests use meanwhile. */
    private String rules(String... values) {
        List<String> command = new ArrayList<>(List.of(
                cluster.tool("helm"),
                "template",
                "deadlockwatch",
                cluster.file("helm/deadlockwatch"),
                "--namespace",
                Cluster.SYSTEM,
                "--kube-version",
                "1.35.4",
                "-s",
                "templates/monitoring-alerts.yaml",
                "--set",
                "monitoring.alerts.format=ConfigMap"));
        for (String value : values) {
            command.addAll(List.of("--set", value));
        }
        return cluster.run(command.toArray(String[]::new));
    }

    /** The series that an expression gives now. */
    List<JsonNode> query(String expression) {
        return list(get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result"));
    }

    /** All rules that are loaded. */
    List<JsonNode> rules() {
        return list(get("/api/v1/rules").at("/data/groups")).stream()
                .flatMap(group -> list(group.get("rules")).stream())
                .toList();
    }

    /** Alerts as the receiver got them from Alertmanager, in order. */
    List<JsonNode> received() {
        return cluster.tryKubectl(Cluster.SYSTEM, "", "exec", "deployment/receiver", "--", "cat", "/tmp/notifications")
                .output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Prometheus::parse)
                .flatMap(notification -> list(notification.get("alerts")).stream())
                .toList();
    }

    private JsonNode get(String path) {
        return parse(cluster.client()
                .raw("/api/v1/namespaces/%s/services/prometheus:web/proxy%s".formatted(Cluster.SYSTEM, path)));
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
