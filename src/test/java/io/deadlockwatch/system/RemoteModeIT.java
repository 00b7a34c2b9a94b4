package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods that run already are watched by the sampler of their node: no sidecar, no restart. */
@ExtendWith(Installed.class)
class RemoteModeIT {

    @Test
    void podsThatRunAlreadyAreWatchedAndAnIncidentNamesTheLine(Cluster cluster) {
        OrdersScenario orders = new OrdersScenario(cluster, "dw-remote");
        String namespace = orders.namespace();
        orders.storeFindings("orders-1.0.0", "localhost/deadlockwatch/orders:1.0.0");
        deployOnPodAddress(cluster, namespace);
        Map<String, Integer> before = restarts(cluster, namespace);

        watch(cluster, namespace);
        orders.load("orders");

        Cluster.await("an incident, of pods that were never touched").untilAsserted(() -> {
            List<GenericKubernetesResource> incidents = cluster.incidents(namespace);
            assertThat(incidents).isNotEmpty().allSatisfy(incident -> {
                assertThat(Fields.text(incident, "status.state")).isEqualTo("Open");
                assertThat(Fields.text(incident, "status.verdict")).isEqualTo("Confirmed");
                assertThat(Fields.text(incident, "status.location.file")).endsWith(".go");
                assertThat(Fields.number(incident, "status.location.line")).isPositive();
                assertThat(Fields.text(incident, "status.finding.set")).isEqualTo("orders-1.0.0");
            });
        });
        Cluster.await("every pod observed").untilAsserted(() -> {
            GenericKubernetesResource watch = cluster.watch(namespace, "orders");
            assertThat(Fields.number(watch, "status.pods.observed")).isEqualTo(2);
            assertThat(Fields.number(watch, "status.coveragePercent")).isEqualTo(100);
            assertThat(Fields.condition(watch, "Ready")).startsWith("True: Watching");
        });
        assertThat(restarts(cluster, namespace))
                .as("the same pods, not restarted")
                .isEqualTo(before);
        assertThat(cluster.pods(namespace, "orders"))
                .allSatisfy(pod -> assertThat(pod.getSpec().getInitContainers()).isEmpty());
    }

    /** The example's service with its profiles where a continuous profiler would look for them. */
    private static void deployOnPodAddress(Cluster cluster, String namespace) {
        String manifest = cluster.kubectl(
                        namespace,
                        "create",
                        "--dry-run=client",
                        "-o",
                        "yaml",
                        "-f",
                        cluster.file("examples/orders/k8s/orders.yaml"))
                .replace("value: 127.0.0.1:6060", "value: ':6060'");
        assertThat(manifest).contains("value: ':6060'");
        cluster.kubectlWithInput(namespace, manifest, "apply", "-f", "-");
        cluster.kubectl(namespace, "rollout", "status", "deployment/orders", "--timeout=180s");
    }

    private static void watch(Cluster cluster, String namespace) {
        cluster.kubectlWithInput(namespace, """
            apiVersion: deadlockwatch.io/v1alpha1
            kind: DeadlockWatch
            metadata: {name: orders}
            spec:
              mode: Remote
              selector: {matchLabels: {app.kubernetes.io/name: orders}}
              sampling: {interval: 2s}
              report: {blockedFor: 20s}
            """, "apply", "-f", "-");
    }

    private static Map<String, Integer> restarts(Cluster cluster, String namespace) {
        return cluster.pods(namespace, "orders").stream()
                .collect(Collectors.toMap(pod -> pod.getMetadata().getUid(), RemoteModeIT::restarts));
    }

    private static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .mapToInt(status -> status.getRestartCount())
                .sum();
    }
}
