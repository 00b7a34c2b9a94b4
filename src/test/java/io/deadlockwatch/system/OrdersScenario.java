package io.deadlockwatch.system;

import java.util.ArrayList;
import java.util.List;

/** The demo service of {@code examples/orders} in a namespace of its own, watched, with its findings stored. */
final class OrdersScenario {

    private final Cluster cluster;
    private final String namespace;

    OrdersScenario(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = cluster.namespace(namespace);
    }

    String namespace() {
        return namespace;
    }

    /** Scans the service's source and stores what was found for an image. */
    void storeFindings(String set, String image) {
        store(set, image, sarif());
    }

    /** The same, with the blocking model: which locks are held where. */
    void storeFindingsAndModel(String set, String image) {
        String model = cluster.file("src/test/target/" + namespace + ".model.json");
        cluster.run(
                cluster.tool("deadlock-guard"), "model", "-C", cluster.file("examples/orders"), "-o", model, "./...");
        store(set, image, sarif(), model);
    }

    private void store(String set, String image, String... files) {
        List<String> command = new ArrayList<>(List.of(cluster.file("scripts/finding-set.sh"), set, image));
        command.addAll(List.of(files));
        cluster.kubectlWithInput(namespace, cluster.run(command.toArray(String[]::new)), "apply", "-f", "-");
    }

    /** Path of a SARIF file with the findings of the service's default build. */
    String sarif() {
        String sarif = cluster.file("src/test/target/" + namespace + ".sarif");
        cluster.run(
                cluster.tool("deadlock-guard"),
                "scan",
                "-C",
                cluster.file("examples/orders"),
                "--fail-on",
                "never",
                "-o",
                "sarif",
                "--output",
                sarif,
                "./...");
        return sarif;
    }

    /** Applies the watch of the examples for pods with this name, and waits until the API server calls the webhook for them. */
    void watch(String app) {
        String manifest = cluster.kubectl(
                        namespace,
                        "create",
                        "--dry-run=client",
                        "-o",
                        "yaml",
                        "-f",
                        cluster.file("examples/orders/k8s/deadlockwatch.yaml"))
                .replace("app.kubernetes.io/name: orders", "app.kubernetes.io/name: " + app)
                .replace("name: orders\n", "name: " + app + "\n");
        cluster.kubectlWithInput(namespace, manifest, "apply", "-f", "-");
        Cluster.await("new pods of " + app + " get a sampler").until(() -> cluster.tryKubectl(
                        namespace, probe(app), "create", "--dry-run=server", "-o", "yaml", "-f", "-")
                .output()
                .contains("deadlockwatch-sampler"));
    }

    void deploy(String app) {
        apply("examples/orders/k8s/" + app + ".yaml");
        cluster.kubectl(namespace, "rollout", "status", "deployment/" + app, "--timeout=180s");
    }

    void apply(String file) {
        cluster.kubectl(namespace, "apply", "-f", cluster.file(file));
    }

    /** Sends the requests that trigger the service's bugs, to the Service of this name. */
    void load(String app) {
        String manifest = cluster.kubectl(
                        namespace,
                        "create",
                        "--dry-run=client",
                        "-o",
                        "yaml",
                        "-f",
                        cluster.file("examples/orders/k8s/load-job.yaml"))
                .replace("orders-load", app + "-load")
                .replace("http://orders:", "http://" + app + ":");
        cluster.kubectlWithInput(namespace, manifest, "apply", "-f", "-");
        cluster.kubectl(namespace, "wait", "job/" + app + "-load", "--for=condition=Complete", "--timeout=180s");
    }

    static String probe(String app) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: probe
                  labels: {app.kubernetes.io/name: %s}
                spec:
                  securityContext: {runAsNonRoot: true, runAsUser: 65532, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: probe
                    image: localhost/deadlockwatch/orders:1.0.0
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """.formatted(app);
    }
}
