package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Findings change under open incidents: what was confirmed stays so. */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class FindingFaultsIT {

    private static final String SET = "orders-1.0.0";
    private static final String IMAGE = "localhost/deadlockwatch/orders:1.0.0";

    private final Shop shop;

    FindingFaultsIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void aSetThatIsReplacedByAnotherBuildsLeavesTheIncidentsAsTheyAre() {
        Picture before = shop.picture();
        shop.storeFindings(SET, IMAGE.replace("1.0.0", "2.0.0"));
        awaitWithoutFindings();
        assertThat(shop.picture()).isEqualTo(before);

        shop.storeFindings(SET, IMAGE);

        awaitWithFindings();
        shop.assertRecoveredTo(before);
    }

    @Test
    void aSetThatIsDeletedLeavesTheIncidentsAsTheyAre() {
        Picture before = shop.picture();
        shop.cluster().kubectl(shop.namespace(), "delete", "staticfindingset", SET);
        awaitWithoutFindings();
        assertThat(shop.picture()).isEqualTo(before);

        shop.storeFindings(SET, IMAGE);

        awaitWithFindings();
        shop.assertRecoveredTo(before);
    }

    /** The watch says in words that nothing can be confirmed. */
    private void awaitWithoutFindings() {
        Shop.await("the lack of findings is told").untilAsserted(() -> assertThat(
                        Fields.condition(shop.cluster().watch(shop.namespace(), Shop.LEAKING), "FindingsResolved"))
                .startsWith("False"));
    }

    private void awaitWithFindings() {
        Shop.await("the findings are back").untilAsserted(() -> assertThat(
                        Fields.condition(shop.cluster().watch(shop.namespace(), Shop.LEAKING), "FindingsResolved"))
                .startsWith("True"));
    }
}
