package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A canary changes while it is judged. */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class CanaryFaultsIT {

    private final Shop shop;
    private final Cluster cluster;

    CanaryFaultsIT(Shop shop) {
        this.shop = shop;
        this.cluster = shop.cluster();
    }

    @Test
    void aRevisionThatReplacesAnotherHasToProveItselfAndIsBlamedAlone() {
        OrdersScenario canary = new OrdersScenario(cluster, "dw-chaos-canary");
        String namespace = canary.namespace();
        canary.storeFindings("orders-1.0.0", "localhost/deadlockwatch/orders:1.0.0");
        canary.watch(Shop.FIXED);
        canary.deploy(Shop.FIXED);
        String first = onlyRevision(namespace);
        Shop.await("the first revision passes")
                .untilAsserted(() ->
                        assertThat(shop.verdict(namespace, Shop.FIXED, first)).contains("\"verdict\":\"pass\""));

        cluster.kubectl(
                namespace, "set", "image", "deployment/" + Shop.FIXED, "orders=localhost/deadlockwatch/orders:1.0.0");
        cluster.kubectl(namespace, "rollout", "status", "deployment/" + Shop.FIXED, "--timeout=180s");
        Shop.await("nothing is said of what is gone")
                .untilAsserted(() -> assertThat(shop.verdict(namespace, Shop.FIXED, first))
                        .contains("\"verdict\":\"inconclusive\"", "NoPods"));
        canary.load(Shop.FIXED);

        String second = onlyRevision(namespace);
        assertThat(second).isNotEqualTo(first);
        Shop.await("the second revision, which leaks, fails")
                .untilAsserted(() ->
                        assertThat(shop.verdict(namespace, Shop.FIXED, second)).contains("\"verdict\":\"fail\""));
        assertThat(shop.verdict(namespace, Shop.FIXED, first)).contains("\"verdict\":\"inconclusive\"");
        cluster.kubectl(namespace, "delete", "namespace", namespace, "--wait=false");
    }

    /** The revision of all the pods there are, once there is only one. */
    private String onlyRevision(String namespace) {
        return Shop.await("one revision")
                .until(
                        () -> cluster.pods(namespace, Shop.FIXED).stream()
                                .map(Shop::revision)
                                .distinct()
                                .toList(),
                        revisions -> revisions.size() == 1)
                .getFirst();
    }
}
