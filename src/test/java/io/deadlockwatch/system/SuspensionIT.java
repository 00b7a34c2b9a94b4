package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A release whose sampler image cannot be pulled: workloads start all the same, and once the image is right they are observed again. */
@Isolated
@Tag("chaos")
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuspensionIT {

    private static final String MISSING = "--set=sampler.image.tag=missing";
    private static final String RESCUE_IMAGE = "injection.rescueImage=localhost/deadlockwatch/pause:1";

    private final Cluster cluster;
    private final OrdersScenario orders;
    private Command.Result refused = new Command.Result(0, "");
    private String imageAfterRefusal = "";

    SuspensionIT(Cluster cluster) {
        this.cluster = cluster;
        this.orders = new OrdersScenario(cluster, "dw-suspension");
    }

    @BeforeAll
    void release() {
        refused = Command.run("", command(MISSING, "--set", "sampler.preflight.seconds=5"));
        imageAfterRefusal = cluster.kubectl(
                Cluster.SYSTEM,
                "get",
                "deployment/deadlockwatch-webhook",
                "-o",
                "jsonpath={.spec.template.spec.containers[0].env[?(@.name=='DEADLOCKWATCH_SAMPLER_IMAGE')].value}");
        install(MISSING, "--set", RESCUE_IMAGE, "--set", "sampler.preflight.enabled=false");
        orders.watch("orders");
    }

    @AfterAll
    void repair() {
        install();
    }

    private void install(String... arguments) {
        cluster.run(command(arguments).toArray(String[]::new));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(cluster.file("scripts/install.sh")));
        command.addAll(List.of(arguments));
        return command;
    }

    @Test
    void helmRefusesTheReleaseBeforeItChangesAnything() {
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains("deadlockwatch-preflight");
        assertThat(imageAfterRefusal).isNotEmpty().doesNotContain("missing");
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
