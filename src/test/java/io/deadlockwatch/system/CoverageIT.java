package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No verdict without coverage: what is not seen is counted and told. */
@ExtendWith(Installed.class)
class CoverageIT {

    @Test
    void aPodWithoutPprofLowersCoverageAndIsTold(Cluster cluster) {
        OrdersScenario orders = new OrdersScenario(cluster, "dw-coverage");
        orders.watch("orders");
        orders.deploy("orders");
        // One of the two pods gets a twin of the service without pprof.
        cluster.kubectl(orders.namespace(), "scale", "deployment/orders", "--replicas=1");
        orders.apply("src/test/resources/orders-without-pprof.yaml");
        cluster.kubectl(orders.namespace(), "rollout", "status", "deployment/orders-without-pprof", "--timeout=180s");

        Cluster.await("half of the pods observed, the other one told").untilAsserted(() -> {
            GenericKubernetesResource watch = cluster.watch(orders.namespace(), "orders");
            assertThat(Fields.number(watch, "status.pods.matched")).isEqualTo(2);
            assertThat(Fields.number(watch, "status.coveragePercent")).isEqualTo(50);
            assertThat(Fields.list(watch, "status.gaps")).singleElement().satisfies(gap -> {
                assertThat(gap).containsEntry("pods", 1);
                assertThat(String.valueOf(gap.get("example"))).startsWith("orders-without-pprof-");
                assertThat(String.valueOf(gap.get("message"))).contains("6060");
            });
            assertThat(Fields.condition(watch, "Covered")).startsWith("False");
        });
        assertThat(new Metrics(cluster.metrics())
                        .values(
                                "deadlockwatch_coverage_ratio",
                                Map.of("namespace", orders.namespace(), "workload", "orders-without-pprof")))
                .containsExactly(0.0);
    }
}
