package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.crds.BlockingIncidentStatus;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Verdicts on canaries, from reports of pods to what Argo and Flagger are told. */
@ExtendWith(Installation.class)
@ResourceLock(Installation.OPERATOR)
class CanaryIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aNewSiteFailsTheCanaryAndOneThatTheBaselineHadDoesNot(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("canary");
        Watches.apply(client, namespace, "orders");
        Sarif.apply(client, namespace, "orders", Sarif.RESERVE);
        ShopPod stable = ShopPod.running(client, namespace, "orders", "orders-old-aaaaa", "old");
        ShopPod canary = ShopPod.running(client, namespace, "orders", "orders-new-bbbbb", "new");
        FakeSampler ofStable = new FakeSampler(installed, stable, stable.token());
        FakeSampler ofCanary = new FakeSampler(installed, canary, canary.token());

        await("clean at first").atMost(SOON).untilAsserted(() -> {
            ofStable.report(0);
            ofCanary.report(0);
            JsonNode data = verdict(installed, namespace);
            assertThat(data.path("verdict").asText()).as(data.toString()).isEqualTo("pass");
            assertThat(data.path("mode").asText()).isEqualTo("full");
            assertThat(data.path("baselineCoverage").asDouble()).isEqualTo(1.0);
        });

        await("then with a new site").atMost(SOON).untilAsserted(() -> {
            ofStable.report(0);
            ofCanary.report(3);
            JsonNode data = verdict(installed, namespace);
            assertThat(data.path("reason").asText()).as(data.toString()).isEqualTo("NewSite");
            assertThat(data.path("incidents").path(0).path("line").asInt()).isEqualTo(42);
            assertThat(data.path("incidents").path(0).path("goroutines").asInt())
                    .isEqualTo(3);
        });
        assertThat(hook(installed, "rollback", namespace, true).statusCode()).isEqualTo(200);
        assertThat(hook(installed, "confirm-promotion", namespace, true).statusCode())
                .isEqualTo(409);
        assertThat(installed
                        .operator()
                        .metric("deadlockwatch_canary_verdicts_total", "client=\"argo\"", "verdict=\"fail\"")
                        .orElseThrow())
                .isGreaterThanOrEqualTo(1.0);

        await("the baseline has it too").atMost(SOON).untilAsserted(() -> {
            ofStable.report(2);
            ofCanary.report(3);
            assertThat(verdict(installed, namespace).path("verdict").asText()).isEqualTo("pass");
            assertThat(status(client, namespace).revisions())
                    .extracting(BlockingIncidentStatus.Revision::revision)
                    .containsExactlyInAnyOrder("old", "new");
        });
        assertThat(hook(installed, "rollback", namespace, true).statusCode()).isEqualTo(409);

        installed.restart();

        // The stable pod is clear of it by now; that it had it is known from the incident alone.
        await("it had it before the restart").atMost(SOON).untilAsserted(() -> {
            ofStable.report(0);
            ofCanary.report(3);
            assertThat(verdict(installed, namespace).path("verdict").asText()).isEqualTo("pass");
        });
    }

    @Test
    void aCanaryThatNobodyHearsOfIsNotKnown(Installed installed) {
        String namespace = installed.namespace("canary-silent");
        Watches.apply(installed.client(), namespace, "orders");
        ShopPod.running(installed.client(), namespace, "orders", "orders-new-bbbbb", "new");

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode data = verdict(installed, namespace);
            assertThat(data.path("verdict").asText()).isEqualTo("inconclusive");
            assertThat(data.path("reasons").toString()).contains("TooFewPods", "LowCoverage");
        });
        assertThat(hook(installed, "confirm-traffic-increase", namespace, true).statusCode())
                .isEqualTo(409);
    }

    @Test
    void withoutTheRightToReadItsCanariesFlaggerIsToldSoAndNothingRollsBack(Installed installed) {
        String namespace = installed.namespace("canary-flagger");
        Watches.apply(installed.client(), namespace, "orders");

        await().atMost(SOON).untilAsserted(() -> assertThat(
                        hook(installed, "rollback", namespace, false).body())
                .contains("cannot read Canary " + namespace + "/orders", "canary.flagger"));
        assertThat(hook(installed, "rollback", namespace, false).statusCode()).isEqualTo(404);
    }

    private JsonNode verdict(Installed installed, String namespace) throws IOException {
        HttpResponse<String> response = send(HttpRequest.newBuilder(address(
                        installed,
                        "verdict?client=argo&workload=Deployment/orders&canary=new&baseline=old&namespace="
                                + namespace))
                .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body()).path("data");
    }

    /** As Flagger calls it. */
    private HttpResponse<String> hook(Installed installed, String hook, String namespace, boolean named) {
        String metadata = named ? "{\"workload\":\"Deployment/orders\"}" : "{}";
        return send(HttpRequest.newBuilder(address(installed, "flagger/" + hook + "?canary=new&baseline=old"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"orders\",\"namespace\":\"" + namespace
                        + "\",\"phase\":\"Progressing\",\"checksum\":\"1\",\"metadata\":" + metadata + "}"))
                .build());
    }

    private static URI address(Installed installed, String path) {
        return URI.create("http://127.0.0.1:" + installed.verdictPort() + "/v1/canary/" + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static BlockingIncidentStatus status(KubernetesClient client, String namespace) {
        var incidents = client.resources(BlockingIncident.class)
                .inNamespace(namespace)
                .list()
                .getItems();
        assertThat(incidents).hasSize(1);
        return incidents.getFirst().getStatus();
    }
}
