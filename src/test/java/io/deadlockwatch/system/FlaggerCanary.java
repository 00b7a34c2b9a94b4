package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The demo service under Flagger, from the files of {@code examples/flagger}, in a namespace of its own, watched. */
final class FlaggerCanary {

    private static final String FIXED = "localhost/deadlockwatch/orders-fixed:1.0.0";
    private static final String LEAKING = "localhost/deadlockwatch/orders:1.0.0";

    private final Cluster cluster;
    private final OrdersScenario orders;
    private final String namespace;

    /** An empty namespace with the findings of both builds. */
    FlaggerCanary(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        orders = new OrdersScenario(cluster, namespace);
        orders.storeFindings("orders-1.0.0", LEAKING);
        orders.storeFindings("orders-fixed-1.0.0", FIXED);
    }

    /** Applies a watch, and waits until new pods with these labels get a sampler. */
    void watch(String file, String label) {
        cluster.kubectl(namespace, "apply", "-f", cluster.file(file));
        cluster.kubectl(namespace, "patch", "deadlockwatch", "orders", "--type=merge", "-p", """
                {"spec":{"sampling":{"interval":"2s"},"report":{"blockedFor":"20s"},"canary":{"minObserved":"30s"}}}""");
        String probe = OrdersScenario.probe("orders").replace("app.kubernetes.io/name: orders", label);
        Cluster.await("new pods with " + label + " get a sampler")
                .until(() -> cluster.tryKubectl(namespace, probe, "create", "--dry-run=server", "-o", "yaml", "-f", "-")
                        .output()
                        .contains("deadlockwatch-sampler"));
    }

    /** Applies a file as it is shipped, but for its times and Prometheus's address. */
    void apply(String file) {
        cluster.kubectlWithInput(
                namespace,
                read(file)
                        .replace("interval: 30s", "interval: 10s")
                        .replace("threshold: 10", "threshold: 14")
                        .replace("http://prometheus.monitoring:9090", Prometheus.ADDRESS),
                "apply",
                "-f",
                "-");
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of(cluster.file(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings up the fixed build, and waits until Flagger has made its copy of it. */
    void start(String canary) {
        apply("examples/flagger/deployment.yaml");
        apply(canary);
        awaitPhase("Initialized");
    }

    /** Releases the build with its bugs, and sends requests to its pods only, until Flagger says how that ended. */
    void releaseLeaking() {
        release(LEAKING, "leaking");
        cluster.kubectl(namespace, "rollout", "status", "deployment/orders", "--timeout=180s");
        orders.load("orders-canary");
        awaitPhase("Failed");
    }

    /** Releases the fixed build under another template, so that it is a canary again. */
    void releaseFixed(String name) {
        release(FIXED, name);
        awaitPhase("Succeeded");
    }

    private void release(String image, String name) {
        cluster.kubectl(namespace, "patch", "deployment", "orders", "--type=json", "-p", """
                [{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"%s"},
                 {"op":"add","path":"/spec/template/metadata/annotations","value":{"release":"%s"}}]""".formatted(image, name));
        awaitPhase("Progressing");
    }

    private void awaitPhase(String phase) {
        Cluster.await("the canary is " + phase).atMost(Duration.ofMinutes(8)).untilAsserted(() -> assertThat(
                        cluster.kubectl(namespace, "get", "canary", "orders", "-o", "jsonpath={.status.phase}"))
                .isEqualTo(phase));
    }

    /** The image, and after a slash the release, of Flagger's copy: what users get. */
    String stable() {
        return cluster.kubectl(
                namespace,
                "get",
                "deployment",
                "orders-primary",
                "-o",
                "jsonpath={.spec.template.spec.containers[0].image}/{.spec.template.metadata.annotations.release}");
    }

    /** What Flagger has logged about this canary so far. Not its Events: after some two dozen in five minutes its client drops them. */
    List<String> log() {
        return cluster.kubectl("flagger-system", "logs", "deployment/flagger", "--tail=-1")
                .lines()
                .filter(line -> line.contains("\"orders." + namespace + "\""))
                .toList();
    }
}
