package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Two namespaces with the same names in them: nothing of the one is seen in, or changed by, the other. */
@ExtendWith(Installation.class)
@ResourceLock(value = Installation.OPERATOR, mode = ResourceAccessMode.READ)
class TenantsIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void whatHappensInOneNamespaceStaysThere(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String sick = installed.namespace("tenant-sick");
        String well = installed.namespace("tenant-well");
        Watches.apply(client, sick, "orders");
        Watches.apply(client, well, "orders");
        // The findings are in one namespace, about an image that both run.
        Sarif.apply(client, sick, "orders-1.4.2", Sarif.RESERVE);
        ShopPod ofSick = ShopPod.running(client, sick, "orders", "orders-5d9f-aaaaa");
        ShopPod ofWell = ShopPod.running(client, well, "orders", "orders-5d9f-aaaaa");
        FakeSampler sickSampler = new FakeSampler(installed, ofSick, ofSick.token());
        FakeSampler wellSampler = new FakeSampler(installed, ofWell, ofWell.token());

        await("one has an incident").atMost(SOON).untilAsserted(() -> {
            assertThat(sickSampler.report(3).statusCode()).isEqualTo(200);
            assertThat(wellSampler.report(3).statusCode()).isEqualTo(200);
            assertThat(incidents(client, sick)).hasSize(1);
        });
        HttpResponse<String> forged =
                sickSampler.send(sickSampler.report(new PodRef(well, ofWell.name(), ofWell.uid()), 900));

        assertThat(forged.statusCode()).isEqualTo(403);
        await("and its canary fails").atMost(SOON).untilAsserted(() -> {
            sickSampler.report(3);
            wellSampler.report(3);
            assertThat(verdict(installed, sick)).contains("\"verdict\":\"fail\"", "reserve.go");
            assertThat(verdict(installed, well)).contains("\"verdict\":\"pass\"", "\"mode\":\"proven-only\"");
        });
        // The same stack in the other namespace is predicted by nobody there.
        assertThat(incidents(client, well)).isEmpty();
        assertThat(verdict(installed, well)).doesNotContain("reserve", sick);
        assertThat(client.v1().events().inNamespace(well).list().getItems()).isEmpty();
        List<String> series = installed
                .operator()
                .metrics()
                .lines()
                .filter(line -> line.contains("namespace=\"" + well + "\""))
                .toList();
        assertThat(series)
                .isNotEmpty()
                .noneMatch(line -> line.contains("reserve") || line.contains(sick))
                .noneMatch(line -> line.startsWith("deadlockwatch_incident_info"));
        assertThat(installed.operator().metric("deadlockwatch_findings", "\"" + well + "\""))
                .hasValue(0.0);
        assertThat(installed.operator().metric("deadlockwatch_findings", "\"" + sick + "\""))
                .hasValue(1.0);
    }

    private static List<BlockingIncident> incidents(KubernetesClient client, String namespace) {
        return client.resources(BlockingIncident.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private static String verdict(Installed installed, String namespace) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + installed.verdictPort()
                        + "/v1/canary/verdict?workload=Deployment/orders&canary=5d9f&namespace=" + namespace))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
