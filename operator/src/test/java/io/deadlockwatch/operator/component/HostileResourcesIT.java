package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.ConditionStatus;
import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Watches and findings of those who mean harm, or know no better: what they cost their own namespace, and no other. */
@ExtendWith(Installation.class)
@ResourceLock(Installation.OPERATOR)
class HostileResourcesIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int MANY = 500;

    /** Each has a selector as long as the schema allows, and all of them select the same pod. */
    @Test
    void fiveHundredWatchesOnOnePodTakeNobodysPlaceInTheWebhookConfiguration(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String greedy = installed.namespace("hostile-watches");
        String modest = installed.namespace("hostile-watches-not");
        Watches.apply(client, greedy, "orders");
        ShopPod pod = ShopPod.running(client, greedy, "orders", "orders-5d9f-aaaaa");
        String values =
                IntStream.range(0, 32).mapToObj(i -> "v".repeat(61) + (10 + i)).collect(Collectors.joining(", "));
        try {
            IntStream.range(0, MANY).parallel().forEach(i -> client.resource(client.getKubernetesSerialization()
                            .unmarshal("""
                                    apiVersion: deadlockwatch.io/v1alpha1
                                    kind: DeadlockWatch
                                    metadata: {name: w%d, namespace: %s}
                                    spec:
                                      selector:
                                        matchLabels: {app: orders}
                                        matchExpressions: [{key: other, operator: NotIn, values: [%s]}]
                                    """.formatted(i, greedy, values), DeadlockWatch.class))
                    .create());

            Watches.apply(client, modest, "cart");

            await("a watch of another namespace is served as ever").atMost(SOON).untilAsserted(() -> {
                List<String> entries = entries(client);
                assertThat(entries).contains("cart." + modest + ".inject.deadlockwatch.io");
                assertThat(entries)
                        .filteredOn(name -> name.contains("." + greedy + "."))
                        .hasSizeBetween(50, MANY - 1);
            });
            FakeSampler sampler = new FakeSampler(installed, pod, pod.token());
            await("and the pod belongs to the oldest").atMost(SOON).untilAsserted(() -> {
                var answer = sampler.report(0);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains("\"intervalMillis\":1000");
            });
            assertThat(installed.operator().log()).contains("has no room for all watches");
        } finally {
            client.resources(DeadlockWatch.class).inNamespace(greedy).list().getItems().parallelStream()
                    .forEach(watch -> client.resource(watch).delete());
        }
        await("and all is as before").atMost(SOON).untilAsserted(() -> assertThat(entries(client))
                .noneMatch(name -> name.contains("." + greedy + ".")));
    }

    @Test
    void findingsThatAreTooMuchAreRefusedInTheirStatusAndOthersAreRead(Installed installed) {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("hostile-findings");
        String head = "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"x\"}},\"results\":[";
        Sarif.apply(client, namespace, "million", head + "{},".repeat(999_999) + "{}]}]}");
        Sarif.apply(client, namespace, "deep", head + "[".repeat(100_000) + "]".repeat(100_000) + "]}]}");
        Sarif.apply(
                client,
                namespace,
                "long",
                Sarif.RESERVE.replace("the send blocks for ever if reserve returns early", "x".repeat(20 << 20)));
        Sarif.apply(
                client,
                namespace,
                "elsewhere",
                Sarif.RESERVE.replace("orders/reserve.go", "http://169.254.169.254/latest/meta-data/"));

        Sarif.apply(client, namespace, "good", Sarif.RESERVE);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(accepted(client, namespace, "good")).isEqualTo("TRUE");
            assertThat(accepted(client, namespace, "million"))
                    .startsWith("FALSE")
                    .containsPattern("\\d{4,}");
            assertThat(accepted(client, namespace, "deep")).startsWith("FALSE").containsPattern("[0-9]+");
            assertThat(accepted(client, namespace, "long")).startsWith("FALSE").containsPattern("\\d{4,}");
            assertThat(accepted(client, namespace, "elsewhere")).isNotEmpty();
        });
    }

    private static String accepted(KubernetesClient client, String namespace, String name) {
        StaticFindingSet set = client.resources(StaticFindingSet.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
        return set.getStatus() == null
                ? ""
                : Watches.find(set.getStatus().conditions(), "Accepted")
                        .map(condition -> condition.status().name()
                                + (condition.status() == ConditionStatus.TRUE ? "" : " " + condition.message()))
                        .orElse("");
    }

    private static List<String> entries(KubernetesClient client) {
        return client
                .resources(MutatingWebhookConfiguration.class)
                .withName("deadlockwatch")
                .require()
                .getWebhooks()
                .stream()
                .map(MutatingWebhook::getName)
                .toList();
    }
}
