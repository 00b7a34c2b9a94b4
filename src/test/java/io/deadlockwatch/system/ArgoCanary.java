package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The demo service as the Rollout of {@code examples/argo}, in a namespace of its own, watched. */
final class ArgoCanary {

    private static final String FIXED = "localhost/deadlockwatch/orders-fixed:1.0.0";
    private static final String LEAKING = "localhost/deadlockwatch/orders:1.0.0";

    private final Cluster cluster;
    private final OrdersScenario orders;
    private final String namespace;

    /**
     * Brings up the fixed build.
     *
     * @param template file of the AnalysisTemplate; its name is the file's {@code metadata.name}
     */
    ArgoCanary(Cluster cluster, String namespace, String template, String name) {
        this.cluster = cluster;
        this.namespace = namespace;
        orders = new OrdersScenario(cluster, namespace);
        orders.storeFindings("orders-1.0.0", LEAKING);
        orders.storeFindings("orders-fixed-1.0.0", FIXED);
        orders.watch("orders");
        cluster.kubectlWithInput(namespace, shortTimes(read(template)), "apply", "-f", "-");
        cluster.kubectlWithInput(namespace, rollout(name), "apply", "-f", "-");
        awaitPhase("Healthy");
    }

    /** The template as it is shipped, but for its times. */
    private static String shortTimes(String template) {
        return template.replace("initialDelay: 3m", "initialDelay: 30s")
                .replace("interval: 30s", "interval: 5s")
                .replace("count: 6", "count: 30")
                .replace("inconclusiveLimit: 5", "inconclusiveLimit: 29");
    }

    /** The Rollout with another template, whose arguments differ: it wants the bare name of the workload, and the address of Prometheus. */
    private String rollout(String name) {
        String shipped = read("examples/argo/rollout.yaml");
        if (name.equals("deadlockwatch")) {
            return shipped;
        }
        return shipped.replace("templateName: deadlockwatch", "templateName: " + name)
                .replace(
                        "value: Rollout/orders}",
                        "value: orders}\n          - {name: prometheus, value: \"" + Prometheus.ADDRESS + "\"}")
                .replace("          - name: stable-hash\n            valueFrom: {podTemplateHashValue: Stable}\n", "");
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of(cluster.file(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Releases the build with its bugs, and sends requests to all pods, until Argo says how that ended. */
    void releaseLeaking() {
        release(LEAKING, "leaking");
        String canary = field("{.status.currentPodHash}");
        Cluster.await("a canary pod is ready").untilAsserted(() -> assertThat(cluster.kubectl(
                        namespace,
                        "get",
                        "pods",
                        "-l",
                        "rollouts-pod-template-hash=" + canary,
                        "-o",
                        "jsonpath={.items[*].status.containerStatuses[*].ready}"))
                .isEqualTo("true"));
        orders.load("orders");
        awaitPhase("Degraded");
    }

    /** Releases the fixed build under another template, so that it is a canary again. */
    void releaseFixed(String name) {
        release(FIXED, name);
        awaitPhase("Healthy");
    }

    private void release(String image, String name) {
        String before = field("{.status.currentPodHash}");
        cluster.kubectl(namespace, "patch", "rollout", "orders", "--type=json", "-p", """
                [{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"%s"},
                 {"op":"add","path":"/spec/template/metadata/annotations","value":{"release":"%s"}}]""".formatted(image, name));
        Cluster.await("Argo sees the release").untilAsserted(() -> assertThat(field("{.status.currentPodHash}"))
                .isNotEqualTo(before));
    }

    private void awaitPhase(String phase) {
        Cluster.await("the rollout is " + phase)
                .atMost(Duration.ofMinutes(8))
                .untilAsserted(() -> assertThat(field("{.status.phase}")).isEqualTo(phase));
    }

    /** A field of the Rollout. */
    String field(String path) {
        return cluster.kubectl(namespace, "get", "rollout", "orders", "-o", "jsonpath=" + path);
    }

    /** Phases of the analyses, oldest first. */
    String analyses() {
        return cluster.kubectl(
                namespace,
                "get",
                "analysisruns",
                "--sort-by=.metadata.creationTimestamp",
                "-o",
                "jsonpath={.items[*].status.phase}");
    }
}
