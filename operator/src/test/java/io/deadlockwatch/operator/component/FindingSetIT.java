package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.ConditionStatus;
import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.crds.StaticFindingSetStatus;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What the operator says of findings that are stored in the cluster. */
@ExtendWith(Installation.class)
@ResourceLock(value = Installation.OPERATOR, mode = ResourceAccessMode.READ)
class FindingSetIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void goodFindingsAreAcceptedAndCounted(Installed installed) {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("findings-good");

        Sarif.apply(client, namespace, "orders-1.4.2", Sarif.RESERVE);

        await().atMost(SOON).untilAsserted(() -> {
            StaticFindingSetStatus status = status(client, namespace, "orders-1.4.2");
            assertThat(status.tool()).contains("deadlock-guard");
            assertThat(status.digest()).startsWith("sha256:");
            assertThat(status.findings()).isEqualTo(new StaticFindingSetStatus.Findings(1, 1, 0));
            assertThat(Watches.find(status.conditions(), "Accepted"))
                    .hasValueSatisfying(
                            accepted -> assertThat(accepted.status()).isEqualTo(ConditionStatus.TRUE));
        });
    }

    @Test
    void findingsMayStandInAConfigMap(Installed installed) {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("findings-map");
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("scan")
                        .endMetadata()
                        .withData(Map.of("orders.sarif", Sarif.RESERVE))
                        .build())
                .create();

        client.resource(client.getKubernetesSerialization().unmarshal("""
                                apiVersion: deadlockwatch.io/v1alpha1
                                kind: StaticFindingSet
                                metadata: {name: orders, namespace: findings-map}
                                spec: {appliesTo: {versions: ["1.4.2"]}, configMap: {name: scan, key: orders.sarif}}
                                """, StaticFindingSet.class))
                .create();

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        status(client, namespace, "orders").findings())
                .isEqualTo(new StaticFindingSetStatus.Findings(1, 1, 0)));
    }

    @Test
    void badFindingsAreRefusedInWords(Installed installed) {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("findings-bad");

        Sarif.apply(client, namespace, "broken", "{\"version\":\"2.1.0\",\"runs\":[{");

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        Watches.find(status(client, namespace, "broken").conditions(), "Accepted"))
                .hasValueSatisfying(accepted -> {
                    assertThat(accepted.status()).isEqualTo(ConditionStatus.FALSE);
                    assertThat(accepted.reason()).isEqualTo("Unreadable");
                    assertThat(accepted.message()).isNotEmpty();
                }));
    }

    private static StaticFindingSetStatus status(KubernetesClient client, String namespace, String name) {
        StaticFindingSet set = client.resources(StaticFindingSet.class)
                .inNamespace(namespace)
                .withName(name)
                .require();
        assertThat(set.getStatus()).isNotNull();
        return set.getStatus();
    }
}
