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

/** Workloads start and run whatever state DeadlockWatch is in. One outage for all tests: first the operator goes, then the webhook too, then both come back. */
@Isolated
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailOpenIT {

    private final Cluster cluster;
    private final OrdersScenario withoutOperator;
    private final OrdersScenario withoutAll;
    private List<Pod> startedWithoutOperator = List.of();
    private List<Pod> startedWithoutAll = List.of();

    FailOpenIT(Cluster cluster) {
        this.cluster = cluster;
        withoutOperator = new OrdersScenario(cluster, "dw-operator-down");
        withoutAll = new OrdersScenario(cluster, "dw-all-down");
    }

    @BeforeAll
    void outage() {
        withoutOperator.watch("orders");
        withoutAll.watch("orders");
        cluster.scale("deadlockwatch-operator", 0);
        withoutOperator.deploy("orders");
        startedWithoutOperator = pods(withoutOperator);
        cluster.scale("deadlockwatch-webhook", 0);
        withoutAll.deploy("orders");
        startedWithoutAll = pods(withoutAll);
        everythingIsUpAgain();
    }

    @AfterAll
    void everythingIsUpAgain() {
        cluster.scale("deadlockwatch-operator", 1);
        cluster.scale("deadlockwatch-webhook", 2);
    }

    @Test
    void podsStartUnobservedWhileAllOfItIsDown() {
        assertThat(startedWithoutAll)
                .hasSize(2)
                .allSatisfy(pod -> assertThat(pod.getSpec().getInitContainers()).isEmpty());
        Cluster.await("the missed pods are told").untilAsserted(() -> assertThat(
                        Fields.list(cluster.watch(withoutAll.namespace(), "orders"), "status.gaps"))
                .singleElement()
                .satisfies(gap ->
                        assertThat(gap).containsEntry("reason", "NotInjected").containsEntry("pods", 2)));
    }

    @Test
    void aSamplerWithoutOperatorIdlesAndRecovers() {
        assertThat(startedWithoutOperator).hasSize(2).allSatisfy(FailOpenIT::runsWithSampler);
        Cluster.await("the pods are observed")
                .until(() ->
                        Fields.number(cluster.watch(withoutOperator.namespace(), "orders"), "status.coveragePercent")
                                == 100);
        assertThat(pods(withoutOperator)).hasSize(2).allSatisfy(FailOpenIT::runsWithSampler);
    }

    private List<Pod> pods(OrdersScenario orders) {
        return cluster.pods(orders.namespace(), "orders");
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
