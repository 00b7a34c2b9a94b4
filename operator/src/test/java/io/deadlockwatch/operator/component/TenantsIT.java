package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.operator.component.Installation.Installed;
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
        // The findings are in one namespace, about an image that both run.
        Shop sick = Shop.scanned(installed, "tenant-sick");
        Shop well = Shop.watched(installed, "tenant-well");

        await("one has an incident").atMost(SOON).untilAsserted(() -> {
            assertThat(sick.sampler().report(3).statusCode()).isEqualTo(200);
            assertThat(well.sampler().report(3).statusCode()).isEqualTo(200);
            assertThat(sick.incidents()).hasSize(1);
        });
        HttpResponse<String> forged = sick.sampler().send(sick.sampler().report(well.self(), 900));

        assertThat(forged.statusCode()).isEqualTo(403);
        await("and its canary fails").atMost(SOON).untilAsserted(() -> {
            sick.sampler().report(3);
            well.sampler().report(3);
            assertThat(verdict(installed, sick.namespace())).contains("\"verdict\":\"fail\"", "reserve.go");
            assertThat(verdict(installed, well.namespace()))
                    .contains("\"verdict\":\"pass\"", "\"mode\":\"proven-only\"");
        });
        // The same stack in the other namespace is predicted by nobody there.
        assertThat(well.incidents()).isEmpty();
        assertThat(verdict(installed, well.namespace())).doesNotContain("reserve", sick.namespace());
        assertThat(well.client()
                        .v1()
                        .events()
                        .inNamespace(well.namespace())
                        .list()
                        .getItems())
                .isEmpty();
        List<String> series = installed
                .operator()
                .metrics()
                .lines()
                .filter(line -> line.contains("namespace=\"" + well.namespace() + "\""))
                .toList();
        assertThat(series)
                .isNotEmpty()
                .noneMatch(line -> line.contains("reserve") || line.contains(sick.namespace()))
                .noneMatch(line -> line.startsWith("deadlockwatch_incident_info"));
        assertThat(installed.operator().metric("deadlockwatch_findings", "\"" + well.namespace() + "\""))
                .hasValue(0.0);
        assertThat(installed.operator().metric("deadlockwatch_findings", "\"" + sick.namespace() + "\""))
                .hasValue(1.0);
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
