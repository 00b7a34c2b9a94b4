package io.deadlockwatch.cli.plugin;

import io.deadlockwatch.cli.Version;
import io.deadlockwatch.cli.cluster.ClusterException;
import io.deadlockwatch.cli.cluster.Resources;
import io.deadlockwatch.cli.cluster.Resources.Kind;
import io.deadlockwatch.cli.cluster.Tree;
import io.deadlockwatch.cli.cluster.TreeJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes into a support bundle: each part for itself, so that a missing right costs only that part. */
final class Bundle {

    /** Most bytes of all parts before gzip. */
    private static final long MAX_BYTES = 64L << 20;

    private static final int LOG_BYTES = 4 << 20;
    private static final int METRIC_BYTES = 8 << 20;
    private static final int MAX_PODS = 20;
    private static final String METRICS_PORT = "8080";
    private static final String OURS = "app.kubernetes.io/name=deadlockwatch";

    private final Resources resources;
    private final TarGz tar;
    private final List<String> missing = new ArrayList<>();
    private long bytes;

    Bundle(Resources resources, TarGz tar) {
        this.resources = resources;
        this.tar = tar;
    }

    /** A part that is fetched when its turn comes. */
    private interface Part {
        byte[] fetch() throws ClusterException;
    }

    /** @param namespace empty: all */
    void collect(String namespace, String operator) throws IOException {
        add("versions.json", this::versions);
        add("watches.json", () -> objects(Kind.WATCHES, namespace));
        add("incidents.json", () -> objects(Kind.INCIDENTS, namespace));
        add("findingsets.json", () -> objects(Kind.FINDING_SETS, namespace));
        add("events.json", () -> events(namespace));
        List<Tree> pods = pods(operator);
        add("pods.json", () -> TreeJson.bytes(pods.stream().map(Bundle::state).toList()));
        for (Tree pod : pods.subList(0, Math.min(MAX_PODS, pods.size()))) {
            String name = pod.at("metadata", "name").text();
            for (Tree container : pod.at("spec", "containers").items()) {
                String of = container.at("name").text();
                add(
                        "logs/" + name + "-" + of + ".log",
                        () -> Redaction.text(resources.log(operator, name, of, LOG_BYTES)));
            }
            add(
                    "metrics/" + name + ".txt",
                    () -> Redaction.text(resources.page(operator, name, METRICS_PORT, "/metrics", METRIC_BYTES)));
        }
    }

    /** Ends with the list of what is not in it. */
    List<String> finish() throws IOException {
        tar.add("missing.txt", (String.join("\n", missing) + "\n").getBytes(StandardCharsets.UTF_8));
        return List.copyOf(missing);
    }

    private void add(String name, Part part) throws IOException {
        try {
            byte[] content = part.fetch();
            if (bytes + content.length > MAX_BYTES) {
                missing.add(name + ": " + content.length + " bytes more would be over the limit of " + MAX_BYTES);
                return;
            }
            bytes += content.length;
            tar.add(name, content);
        } catch (ClusterException e) {
            missing.add(name + ": " + e.getMessage());
        }
    }

    private byte[] versions() throws ClusterException {
        Map<String, @Nullable Object> versions = new LinkedHashMap<>();
        versions.put("plugin", Version.number());
        versions.put("kubernetes", resources.version().value());
        return TreeJson.bytes(versions);
    }

    private byte[] objects(Kind kind, String namespace) throws ClusterException {
        return TreeJson.bytes(resources.list(kind, namespace, "").stream()
                .map(Redaction::of)
                .filter(Objects::nonNull)
                .toList());
    }

    private byte[] events(String namespace) throws ClusterException {
        return TreeJson.bytes(resources.list(Kind.EVENTS, namespace, "").stream()
                .filter(event -> event.at("involvedObject", "apiVersion").text().startsWith(Resources.GROUP)
                        || event.at("source", "component").text().startsWith("deadlockwatch")
                        || event.at("reportingComponent").text().startsWith("deadlockwatch"))
                .map(Redaction::of)
                .filter(Objects::nonNull)
                .toList());
    }

    private List<Tree> pods(String operator) {
        try {
            return resources.list(Kind.PODS, operator, OURS);
        } catch (ClusterException e) {
            missing.add("the operator's pods: " + e.getMessage());
            return List.of();
        }
    }

    /** Only how a pod does, and which images it runs: what it is configured with may hold secrets. */
    private static Map<String, @Nullable Object> state(Tree pod) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("name", pod.at("metadata", "name").text());
        state.put("node", pod.at("spec", "nodeName").text());
        state.put(
                "images",
                pod.at("spec", "containers").items().stream()
                        .map(container -> container.at("image").text())
                        .toList());
        state.put("status", Redaction.of(pod.at("status")));
        return state;
    }
}
