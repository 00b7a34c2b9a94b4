package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Samplers halt or end: nothing is seen, and nobody takes that for health. */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class SamplerFaultsIT {

    private static final String SAMPLER = "deadlockwatch-sampler";

    private final Shop shop;

    SamplerFaultsIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void haltedSamplersAreToldAndGiveNoPass() {
        Picture before = shop.picture();
        List<Pod> pods = shop.cluster().pods(shop.namespace(), Shop.FIXED);
        pods.forEach(pod -> shop.machine().signal(pod, SAMPLER, "SIGSTOP"));

        Shop.await("closed eyes are no pass").untilAsserted(() -> {
            assertThat(shop.coverage(Shop.FIXED)).containsExactly(0.0);
            assertThat(shop.verdict(Shop.FIXED)).contains("\"verdict\":\"inconclusive\"");
            GenericKubernetesResource watch = shop.cluster().watch(shop.namespace(), Shop.FIXED);
            assertThat(Fields.condition(watch, "Covered")).startsWith("False");
            assertThat(Fields.list(watch, "status.gaps")).singleElement().satisfies(gap -> {
                assertThat(gap).containsEntry("reason", "Stale").containsEntry("pods", pods.size());
                assertThat(String.valueOf(gap.get("message"))).contains("has not reported for");
            });
        });
        pods.forEach(pod -> shop.machine().signal(pod, SAMPLER, "SIGCONT"));

        shop.assertRecoveredTo(before);
        shop.assertJudges();
    }

    @Test
    void samplersThatEndAsWhenOutOfMemoryTakeNothingAlong() {
        Picture before = shop.picture();
        for (Pod pod : shop.cluster().pods(shop.namespace(), Shop.LEAKING)) {
            shop.machine().signal(pod, SAMPLER, "SIGKILL");
        }

        Shop.await("they were started again")
                .untilAsserted(() -> assertThat(shop.cluster().pods(shop.namespace(), Shop.LEAKING))
                        .allSatisfy(pod -> assertThat(pod.getStatus().getInitContainerStatuses())
                                .singleElement()
                                .satisfies(sampler -> {
                                    assertThat(sampler.getRestartCount()).isPositive();
                                    assertThat(sampler.getState().getRunning()).isNotNull();
                                })));
        Shop.await("what they had seen is not taken for what they see")
                .untilAsserted(() -> assertThat(shop.coverage(Shop.LEAKING))
                        .singleElement()
                        .satisfies(covered -> assertThat(covered).isLessThan(1.0)));

        shop.assertRecoveredTo(before);
    }
}
