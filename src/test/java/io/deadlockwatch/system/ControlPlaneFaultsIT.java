package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The API server is away, does not answer, or goes back in time. */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class ControlPlaneFaultsIT {

    private static final String API_SERVER = "kube-apiserver";

    private final Shop shop;

    ControlPlaneFaultsIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void theApiServerIsAwayForAWhile() {
        Picture before = shop.picture();
        Pod operator = shop.operator();
        shop.machine().kill(API_SERVER);
        Shop.last(Duration.ofSeconds(30));

        shop.machine().start(API_SERVER);

        shop.assertRecoveredTo(before);
        assertThat(Shop.restarts(shop.operator()))
                .as("restarts of the operator")
                .isEqualTo(Shop.restarts(operator));
    }

    @Test
    void theApiServerTakesConnectionsAndDoesNotAnswer() {
        Picture before = shop.picture();
        shop.machine().freeze(API_SERVER);
        Shop.last(Duration.ofSeconds(45));

        shop.machine().thaw(API_SERVER);

        shop.assertRecoveredTo(before);
    }

    @Test
    void theClusterIsRestoredFromABackup(@TempDir Path folder) {
        Picture before = shop.picture();
        Path backup = folder.resolve("etcd");
        shop.machine().save(backup);
        shop.cluster().kubectl(shop.namespace(), "delete", "deadlockwatch", Shop.FIXED);
        Shop.await("the watch is forgotten")
                .until(() -> shop.coverage(Shop.FIXED).isEmpty());
        historyGoesOn();

        shop.machine().restore(backup);

        shop.assertRecoveredTo(before);
        assertThat(shop.injects(Shop.FIXED)).as("new pods get a sampler").isTrue();
    }

    /** Many changes of other things: what watches the API must not have to wait until as many happened again. */
    private void historyGoesOn() {
        ConfigMap page = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(shop.namespace())
                .withName("history")
                .endMetadata()
                .build();
        for (int number = 0; number < 1_000; number++) {
            page.setData(Map.of("number", String.valueOf(number)));
            shop.cluster().client().resource(page).serverSideApply();
        }
    }
}
