package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two goroutines that hold each other's locks, in a pod: with the build's blocking model the operator proves it from two dumps and says who holds what. */
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitForIT {

    private final Cluster cluster;
    private final String namespace;

    WaitForIT(Cluster cluster) {
        this.cluster = cluster;
        OrdersScenario orders = new OrdersScenario(cluster, "dw-wait-for");
        namespace = orders.namespace();
        orders.storeFindingsAndModel("orders-1.0.0", "localhost/deadlockwatch/orders:1.0.0");
        orders.watch("orders");
        // On a machine that does other things a dump of a hundred goroutines may take longer than a watch allows by
        // default.
        cluster.kubectl(
                namespace,
                "patch",
                "deadlockwatch/orders",
                "--type=merge",
                "-p",
                "{\"spec\":{\"sampling\":{\"pauseBudget\":\"2s\"}}}");
        orders.deploy("orders");
        orders.load("orders");
    }

    @BeforeAll
    void isProven() {
        Cluster.await("a deadlock that is proven").until(() -> proven().stream()
                .anyMatch(incident -> site(incident).contains("Ledger).Audit")));
    }

    @Test
    void bothSidesOfTheCycleAreProvenAndNothingElse() {
        Cluster.await("both sides").untilAsserted(() -> assertThat(proven())
                .extracting(WaitForIT::site)
                .allMatch(site -> site.contains("/inventory.(*Ledger)."))
                .hasSizeGreaterThanOrEqualTo(2));
    }

    /** Also of requests that only queue behind the two: what keeps them is the deadlock. */
    @Test
    void eachIncidentSaysWhoHoldsWhat() {
        assertThat(proven()).allSatisfy(incident -> {
            assertThat(Fields.text(incident, "status.evidence")).contains("Cycle");
            assertThat(Fields.text(incident, "status.waitFor"))
                    .contains("inventory.(*Ledger).Audit")
                    .contains("inventory.(*Ledger).Transfer");
        });
    }

    private List<GenericKubernetesResource> proven() {
        return cluster.incidents(namespace).stream()
                .filter(incident -> Fields.text(incident, "status.verdict").equals("Proven"))
                .toList();
    }

    private static String site(GenericKubernetesResource incident) {
        return Fields.text(incident, "spec.site");
    }
}
