package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Targets whose profiles never come, come after half a minute, are a gigabyte, become one when they are unpacked, break off, or end their process: the sampler beside
 * each lives within its memory, and what is wrong is told.
 */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class TargetFaultsIT {

    /** Profiles that an hour brings when nobody asks for more than the default. */
    private static final int AN_HOURS_WORTH = 240;

    private static final Set<String> TOO_LARGE = Set.of("huge", "bomb");

    private static final String HONEST = "honest";
    private static final String DYING = "dying";

    /** The one gap that each service that lives has: its reason and words of its message. */
    private static final Map<String, Gap> TOLD = Map.of(
            "silent", new Gap("Unreachable", "within 10000 ms"),
            "late", new Gap("Unreachable", "within 10000 ms"),
            "huge", new Gap("NoPprof", "is larger than 8388608 bytes"),
            "bomb", new Gap("NoPprof", "limit maxBytes is 33554432"),
            "cut", new Gap("NoPprof", "was cut"));

    private final Cluster cluster;
    private final Shop shop;

    TargetFaultsIT(Shop shop) {
        this.shop = shop;
        this.cluster = shop.cluster();
    }

    private record Gap(String reason, String words) {}

    @Test
    void eachNuisanceIsToldInWordsAndKillsNoSampler() {
        Picture before = shop.picture();
        Map<String, Nuisances> services = new LinkedHashMap<>();
        Stream.concat(TOLD.keySet().stream(), Stream.of(HONEST, DYING))
                .forEach(mode -> services.put(mode, new Nuisances(cluster, namespace(mode)).with(mode)));
        Shop.await("the honest one is covered")
                .untilAsserted(() -> assertThat(coverage(HONEST)).isEqualTo(100));

        AtomicInteger least = new AtomicInteger(100);
        Shop.await("an hour's worth of profiles that are too large")
                .atMost(Duration.ofMinutes(10))
                .until(() -> {
                    least.accumulateAndGet(coverage(HONEST), Math::min);
                    return services.entrySet().stream()
                            .filter(service -> TOO_LARGE.contains(service.getKey()))
                            .allMatch(service -> service.getValue().requests(service.getKey()) >= AN_HOURS_WORTH);
                });

        assertThat(least).as("the honest one's coverage at its least").hasValue(100);
        TOLD.forEach((mode, gap) -> assertThat(Fields.list(watch(mode), "status.gaps"))
                .as("gaps of %s", mode)
                .singleElement()
                .satisfies(told -> {
                    assertThat(told).containsEntry("reason", gap.reason).containsEntry("pods", 1);
                    assertThat(String.valueOf(told.get("message"))).contains(gap.words);
                }));
        assertThat(cluster.kubectl(namespace(DYING), "logs", "deployment/" + DYING, "-c", "deadlockwatch-sampler"))
                .contains("was cut");
        services.forEach((mode, service) -> {
            assertLives(mode, service.pod(mode));
            assertThat(cluster.incidents(service.namespace())).isEmpty();
        });
        shop.assertRecoveredTo(before);
        services.values().forEach(Nuisances::remove);
    }

    private static String namespace(String mode) {
        return "dw-chaos-" + mode;
    }

    private int coverage(String mode) {
        return Fields.number(watch(mode), "status.coveragePercent");
    }

    private GenericKubernetesResource watch(String mode) {
        return cluster.watch(namespace(mode), "nuisances");
    }

    /** The kernel has never ended its sampler for want of memory, and nothing else has; the service is as it was. */
    private static void assertLives(String mode, Pod pod) {
        assertThat(pod.getSpec().getInitContainers()).singleElement().satisfies(sampler -> assertThat(
                        sampler.getResources().getLimits())
                .containsEntry("memory", new Quantity("96Mi")));
        assertThat(pod.getStatus().getInitContainerStatuses())
                .as("the sampler beside %s", mode)
                .singleElement()
                .satisfies(sampler -> {
                    assertThat(sampler.getRestartCount()).isZero();
                    assertThat(sampler.getState().getRunning()).isNotNull();
                });
        if (mode.equals(DYING)) {
            assertThat(Shop.restarts(pod))
                    .as("deaths in the middle of an answer")
                    .isGreaterThan(1);
        } else {
            assertThat(Shop.restarts(pod)).as("restarts of %s", mode).isZero();
            assertThat(pod.getStatus().getContainerStatuses()).as(mode).allMatch(ContainerStatus::getReady);
        }
    }
}
