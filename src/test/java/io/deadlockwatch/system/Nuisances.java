package io.deadlockwatch.system;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Services of {@code src/test/hostile} in a namespace of their own, one watch for all of them. */
final class Nuisances {

    private static final String WATCH = """
            apiVersion: deadlockwatch.io/v1alpha1
            kind: DeadlockWatch
            metadata: {name: nuisances}
            spec:
              selector: {matchLabels: {app.kubernetes.io/part-of: nuisances}}
              sampling: {interval: 1s, cpuBudgetMillis: 200}
              report: {blockedFor: 20s}
            """;

    private final Cluster cluster;
    private final String namespace;

    Nuisances(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = cluster.namespace(namespace);
        cluster.kubectlWithInput(namespace, WATCH, "apply", "-f", "-");
        Shop.await("new pods get a sampler").until(() -> cluster.tryKubectl(
                        namespace,
                        OrdersScenario.probe("none")
                                .replace("app.kubernetes.io/name: none", "app.kubernetes.io/part-of: nuisances"),
                        "create",
                        "--dry-run=server",
                        "-o",
                        "yaml",
                        "-f",
                        "-")
                .output()
                .contains("deadlockwatch-sampler"));
    }

    String namespace() {
        return namespace;
    }

    /** Starts one service of that mode, which is also its name. */
    Nuisances with(String mode) {
        try {
            String manifest = Files.readString(Path.of(cluster.file("src/test/resources/nuisance.yaml")))
                    .replace("MODE", mode);
            cluster.kubectlWithInput(namespace, manifest, "apply", "-f", "-");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Pod pod(String mode) {
        return cluster.pods(namespace, mode).getFirst();
    }

    /** How often the service was asked for a profile so far. */
    long requests(String mode) {
        return Long.parseLong(cluster.kubectl(
                        namespace,
                        "get",
                        "--raw",
                        "/api/v1/namespaces/%s/pods/%s:8080/proxy/requests"
                                .formatted(namespace, pod(mode).getMetadata().getName()))
                .strip());
    }

    /** Takes the namespace away. */
    void remove() {
        cluster.kubectl(namespace, "delete", "namespace", namespace, "--wait=false");
    }
}
