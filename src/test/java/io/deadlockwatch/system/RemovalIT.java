package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** What people take away is gone: a namespace with all that is watched in it, then DeadlockWatch itself. */
@Tag("chaos")
@Isolated
@Order(Integer.MAX_VALUE) // nothing is left for others
@ExtendWith({Installed.class, OpenShop.class})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemovalIT {

    private static final String KINDS =
            "mutatingwebhookconfigurations,validatingadmissionpolicies,validatingadmissionpolicybindings,clusterroles,clusterrolebindings,"
                    + "customresourcedefinitions,namespaces";

    private final Cluster cluster;

    RemovalIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    @Order(1)
    void aNamespaceGoesWithEverythingInIt(Shop shop) {
        String namespace = shop.namespace();

        cluster.kubectl(namespace, "delete", "namespace", namespace, "--timeout=120s");

        Shop.await("nothing speaks of it").untilAsserted(() -> {
            assertThat(cluster.metrics()).doesNotContain("namespace=\"" + namespace + "\"");
            assertThat(cluster.kubectl("default", "get", "mutatingwebhookconfiguration", "deadlockwatch", "-o", "yaml"))
                    .doesNotContain(namespace);
        });
        String said = log();
        Shop.last(Duration.ofSeconds(15)); // three tries of a writer that does not let go
        assertThat(log().substring(said.length())).doesNotContain(namespace);
    }

    @Test
    @Order(2)
    void anUninstallLeavesNothingAndNobodyIsAskedAnyMore() {
        Nuisances services = new Nuisances(cluster, "dw-chaos-uninstall").with("honest");
        cluster.kubectl(services.namespace(), "rollout", "status", "deployment/honest", "--timeout=180s");
        Pod before = services.pod("honest");
        long begun = services.requests("honest");
        Shop.await("it is asked for profiles").until(() -> services.requests("honest") > begun + 5);

        cluster.run(cluster.tool("kubectl"), "delete", "deadlockwatch", "--all", "-A");
        awaitSilence(services);
        cluster.run(cluster.tool("helm"), "uninstall", "deadlockwatch", "-n", Cluster.SYSTEM, "--wait");
        cluster.kubectl("default", "delete", "namespace", Cluster.SYSTEM, "--timeout=120s");
        cluster.kubectl(
                "default",
                "delete",
                "crd",
                "deadlockwatches.deadlockwatch.io",
                "staticfindingsets.deadlockwatch.io",
                "blockingincidents.deadlockwatch.io");

        long last = services.requests("honest");
        Pod after = services.pod("honest");
        assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
        assertThat(Shop.restarts(after)).isZero();
        assertThat(cluster.run(cluster.tool("kubectl"), "get", KINDS, "-o", "name"))
                .doesNotContain("deadlockwatch");
        awaitSilence(services);
        assertThat(services.requests("honest")).as("requests since").isEqualTo(last);
        cluster.kubectl(services.namespace(), "rollout", "restart", "deployment/honest");
        cluster.kubectl(services.namespace(), "rollout", "status", "deployment/honest", "--timeout=180s");
        Shop.await("only a successor is left, without a sampler").untilAsserted(() -> assertThat(
                        cluster.pods(services.namespace(), "honest"))
                .singleElement()
                .satisfies(pod -> assertThat(pod.getSpec().getInitContainers()).isEmpty()));
    }

    /** The samplers have let go: through ten intervals no profile is asked for. */
    private static void awaitSilence(Nuisances services) {
        Shop.await("the samplers let go").until(() -> {
            long before = services.requests("honest");
            Shop.last(Duration.ofSeconds(20));
            return services.requests("honest") == before;
        });
    }

    private String log() {
        return cluster.kubectl(Cluster.SYSTEM, "logs", "deployment/deadlockwatch-operator", "--tail=-1");
    }
}
