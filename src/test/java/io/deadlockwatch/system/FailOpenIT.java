package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Workloads start and run whatever state DeadlockWatch is in. */
@Isolated
@ExtendWith(Installed.class)
class FailOpenIT {

    private final Cluster cluster;

    FailOpenIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void everythingIsUpAgain() {
        cluster.scale("deadlockwatch-operator", 1);
        cluster.scale("deadlockwatch-webhook", 2);
    }

    @Test
    void podsStartUnobservedWhileAllOfItIsDown() {
        OrdersScenario orders = new OrdersScenario(cluster, "dw-all-down");
        orders.watch("orders");
        cluster.scale("deadlockwatch-webhook", 0);
        cluster.scale("deadlockwatch-operator", 0);

        orders.deploy("orders");

        assertThat(cluster.pods(orders.namespace(), "orders"))
                .hasSize(2)
                .allSatisfy(pod -> assertThat(pod.getSpec().getInitContainers()).isEmpty());
        everythingIsUpAgain();
        Cluster.await("the missed pods are told").untilAsserted(() -> assertThat(
                        Fields.list(cluster.watch(orders.namespace(), "orders"), "status.gaps"))
                .singleElement()
                .satisfies(gap ->
                        assertThat(gap).containsEntry("reason", "NotInjected").containsEntry("pods", 2)));
    }

    @Test
    void aSamplerWithoutOperatorIdlesAndRecovers() {
        OrdersScenario orders = new OrdersScenario(cluster, "dw-operator-down");
        orders.watch("orders");
        cluster.scale("deadlockwatch-operator", 0);

        orders.deploy("orders");

        assertThat(cluster.pods(orders.namespace(), "orders")).hasSize(2).allSatisfy(FailOpenIT::runsWithSampler);
        cluster.scale("deadlockwatch-operator", 1);
        Cluster.await("the pods are observed")
                .until(() ->
                        Fields.number(cluster.watch(orders.namespace(), "orders"), "status.coveragePercent") == 100);
        assertThat(cluster.pods(orders.namespace(), "orders")).hasSize(2).allSatisfy(FailOpenIT::runsWithSampler);
    }

    private static void runsWithSampler(Pod pod) {
        assertThat(pod.getStatus().getContainerStatuses()).allMatch(ContainerStatus::getReady);
        assertThat(pod.getStatus().getInitContainerStatuses()).singleElement().satisfies(sampler -> {
            assertThat(sampler.getName()).isEqualTo("deadlockwatch-sampler");
            assertThat(sampler.getState().getRunning()).isNotNull();
            assertThat(sampler.getRestartCount()).isZero();
        });
    }
}
