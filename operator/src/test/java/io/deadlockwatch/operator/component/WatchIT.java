package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.ConditionStatus;
import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** From a watch to what the API server shows the webhook, and back when it goes. */
@ExtendWith(Installation.class)
@ResourceLock(value = Installation.OPERATOR, mode = ResourceAccessMode.READ)
class WatchIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aWatchHasItsEntryInTheWebhookConfigurationAsLongAsItIsThere(Installed installed) {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("watch-entry");

        var watch = Watches.apply(client, namespace, "orders");

        await().atMost(SOON).untilAsserted(() -> assertThat(entries(client, namespace))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getName()).isEqualTo("orders.watch-entry.inject.deadlockwatch.io");
                    assertThat(entry.getClientConfig().getService().getPath()).isEqualTo("/inject/watch-entry/orders");
                    assertThat(entry.getClientConfig().getService().getName()).isEqualTo("deadlockwatch-webhook");
                    assertThat(entry.getClientConfig().getCaBundle()).isNotEmpty();
                    assertThat(entry.getFailurePolicy()).isEqualTo("Ignore");
                    assertThat(entry.getTimeoutSeconds()).isEqualTo(3);
                    assertThat(entry.getObjectSelector().getMatchLabels()).containsEntry("app", "orders");
                }));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Watches.condition(Watches.read(client, namespace, "orders"), "Ready"))
                        .hasValueSatisfying(ready -> {
                            assertThat(ready.status()).isEqualTo(ConditionStatus.TRUE);
                            assertThat(ready.reason()).isEqualTo("Watching");
                        }));

        client.resource(watch).delete();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(entries(client, namespace)).isEmpty());
    }

    @Test
    void theYoungerOfTwoWatchesForTheSamePodsSaysSo(Installed installed) {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("watch-conflict");
        Watches.apply(client, namespace, "orders");
        ShopPod.running(client, namespace, "orders", "orders-5d9f-aaaaa");
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);

        client.resource(client.getKubernetesSerialization().unmarshal("""
            apiVersion: deadlockwatch.io/v1alpha1
            kind: DeadlockWatch
            metadata: {name: younger, namespace: watch-conflict}
            spec: {selector: {matchExpressions: [{key: app, operator: Exists}]}, mode: Remote}
            """, DeadlockWatch.class))
                .create();

        await().atMost(SOON).untilAsserted(() -> {
            var younger = Watches.read(client, namespace, "younger");
            assertThat(Watches.condition(younger, "Conflict")).hasValueSatisfying(conflict -> {
                assertThat(conflict.status()).isEqualTo(ConditionStatus.TRUE);
                assertThat(conflict.message()).contains("the older watch orders");
            });
            assertThat(Watches.condition(younger, "Ready"))
                    .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("Watching"));
        });
        await().atMost(SOON).untilAsserted(() -> {
            var older = Watches.read(client, namespace, "orders");
            assertThat(Watches.condition(older, "Conflict"))
                    .hasValueSatisfying(
                            conflict -> assertThat(conflict.status()).isEqualTo(ConditionStatus.FALSE));
            assertThat(older.getStatus().pods()).isNotNull();
            assertThat(older.getStatus().gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.reason()).isEqualTo("NoContact");
                assertThat(gap.example()).isEqualTo("orders-5d9f-aaaaa");
            });
        });
    }

    private static List<MutatingWebhook> entries(KubernetesClient client, String namespace) {
        return client
                .admissionRegistration()
                .v1()
                .mutatingWebhookConfigurations()
                .withName("deadlockwatch")
                .require()
                .getWebhooks()
                .stream()
                .filter(entry -> entry.getName().contains("." + namespace + "."))
                .toList();
    }
}
