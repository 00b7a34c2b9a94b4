package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A release whose sampler image cannot be pulled: workloads start all the same, and once the image is right they are observed again. */
@Isolated
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuspensionIT {

    private static final String RESCUE_IMAGE = "injection.rescueImage=localhost/deadlockwatch/pause:1";

    private final Cluster cluster;
    private final OrdersScenario orders;

    SuspensionIT(Cluster cluster) {
        this.cluster = cluster;
        this.orders = new OrdersScenario(cluster, "dw-suspension");
    }

    @BeforeAll
    void release() {
        install("--set", RESCUE_IMAGE, "--set", "sampler.image.tag=missing");
        orders.watch("orders");
    }

    @AfterAll
    void repair() {
        install();
    }

    private void install(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = cluster.file("scripts/install.sh");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        cluster.run(command);
    }

    @Test
    void workloadsStartAllTheSameAndAreInjectedAgainWhenTheImageIsRight() {
        orders.deploy("orders");

        List<Pod> rescued = cluster.pods(orders.namespace(), "orders");
        assertThat(rescued)
                .allSatisfy(pod ->
                        assertThat(pod.getStatus().getContainerStatuses()).allMatch(ContainerStatus::getReady))
                .anySatisfy(pod -> assertThat(pod.getMetadata().getAnnotations())
                        .containsEntry("deadlockwatch.io/injection", "rescued"));
        Cluster.await("the watch says so").untilAsserted(() -> {
            assertThat(Fields.condition(cluster.watch(orders.namespace(), "orders"), "InjectionSuspended"))
                    .startsWith("True");
            assertThat(new Metrics(cluster.metrics()).text()).contains("deadlockwatch_injection_suspended 1.0");
        });
        cluster.kubectl(orders.namespace(), "rollout", "restart", "deployment/orders");
        cluster.kubectl(orders.namespace(), "rollout", "status", "deployment/orders", "--timeout=180s");
        Cluster.await("new pods have no sampler").untilAsserted(() -> assertThat(
                        cluster.pods(orders.namespace(), "orders"))
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(pod.getSpec().getInitContainers()).isEmpty()));

        install();
        orders.watch("orders");
        cluster.kubectl(orders.namespace(), "rollout", "restart", "deployment/orders");
        cluster.kubectl(orders.namespace(), "rollout", "status", "deployment/orders", "--timeout=180s");

        Cluster.await("new pods have a sampler that runs").untilAsserted(() -> {
            assertThat(cluster.pods(orders.namespace(), "orders")).isNotEmpty().allSatisfy(pod -> assertThat(
                            pod.getStatus().getInitContainerStatuses())
                    .singleElement()
                    .satisfies(sampler ->
                            assertThat(sampler.getState().getRunning()).isNotNull()));
            assertThat(Fields.condition(cluster.watch(orders.namespace(), "orders"), "InjectionSuspended"))
                    .startsWith("False");
        });
    }
}
