package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.crds.BlockingIncidentStatus;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** From a report with a token of the API server to an incident; and what is refused. */
@ExtendWith(Installation.class)
@ResourceLock(Installation.OPERATOR)
class IngestIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aPredictedBlockBecomesAnIncidentThatOutlivesTheOperatorAndEndsWhenItIsGone(Installed installed)
            throws IOException {
        Shop shop = Shop.scanned(installed, "ingest-main");
        String namespace = shop.namespace();
        FakeSampler sampler = shop.sampler();
        await().atMost(SOON).untilAsserted(() -> {
            var answer = sampler.report(3);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"leaseMillis\":600000", "\"port\":7070", "\"intervalMillis\":1000");
            assertThat(shop.incidents()).singleElement().satisfies(IngestIT::isConfirmed);
        });
        String name = shop.incidents().getFirst().getMetadata().getName();
        await().atMost(SOON).untilAsserted(() -> {
            sampler.report(3);
            assertThat(installed.operator().metric("deadlockwatch_incidents", namespace, "verdict=\"confirmed\""))
                    .hasValue(1.0);
            assertThat(installed.operator().metric("deadlockwatch_incident_info", name, "location=\"reserve.go:42\""))
                    .hasValue(1.0);
            assertThat(installed.operator().metric("deadlockwatch_blocked_goroutines", name, "revision=\"5d9f\""))
                    .hasValue(3.0);
            assertThat(installed.operator().metric("deadlockwatch_coverage_ratio", namespace))
                    .hasValue(1.0);
            assertThat(installed.operator().metric("deadlockwatch_findings", namespace))
                    .hasValue(1.0);
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(Watches.read(shop.client(), namespace, "orders")
                        .getStatus()
                        .incidents())
                .satisfies(counts -> assertThat(counts.confirmed()).isEqualTo(1)));
        assertThat(events(shop.client(), namespace)).contains("GoroutinesBlocked");

        installed.restart();

        await("shown before any report").atMost(SOON).untilAsserted(() -> assertThat(
                        installed.operator().metric("deadlockwatch_incidents", namespace, "verdict=\"confirmed\""))
                .hasValue(1.0));
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(sampler.report(0).statusCode()).isEqualTo(200);
            assertThat(shop.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.getStatus().state()).isEqualTo(BlockingIncidentStatus.State.RESOLVED);
                assertThat(incident.getStatus().resolution()).isEqualTo(BlockingIncidentStatus.Resolution.CLEARED);
                assertThat(incident.getStatus().episodes()).isEqualTo(1);
            });
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        installed.operator().metric("deadlockwatch_incidents", namespace, "verdict=\"confirmed\""))
                .hasValue(0.0));
    }

    private static void isConfirmed(BlockingIncident incident) {
        assertThat(incident.getSpec().site()).isEqualTo("example.com/shop/orders.reserve.func|chan send");
        assertThat(incident.getSpec().workload().toString()).contains("Deployment", "orders");
        BlockingIncidentStatus status = incident.getStatus();
        assertThat(status).isNotNull();
        assertThat(status.verdict()).isEqualTo(BlockingIncidentStatus.Verdict.CONFIRMED);
        assertThat(status.state()).isEqualTo(BlockingIncidentStatus.State.OPEN);
        assertThat(status.location()).isNotNull();
        assertThat(status.location().line()).isEqualTo(42);
        assertThat(status.location().waitReason()).isEqualTo("chan send");
        assertThat(status.finding()).isNotNull();
        assertThat(status.finding().ruleId()).isEqualTo("DG1001");
        assertThat(status.confidencePercent()).isNotNull();
        assertThat(status.confidencePercent().total()).isGreaterThanOrEqualTo(70);
        assertThat(status.pods()).singleElement().satisfies(pod -> assertThat(pod.revision())
                .isEqualTo("5d9f"));
        assertThat(status.stack()).contains("example.com/shop/orders.reserve.func1(...)");
    }

    @Test
    void aReportForAnotherPodIsForbiddenAndChangesNothing(Installed installed) throws IOException {
        Shop shop = Shop.watched(installed, "ingest-forged");
        ShopPod victim = shop.pod();
        ShopPod attacker = ShopPod.running(shop.client(), shop.namespace(), "mallory", "mallory-5d9f-aaaaa");
        FakeSampler sampler = new FakeSampler(installed, attacker, attacker.token());
        double before = refusals(installed, "forbidden");

        var byUid = sampler.send(sampler.report(shop.self(), 5));
        var byName = sampler.send(sampler.report(new PodRef(shop.namespace(), victim.name(), attacker.uid()), 5));

        assertThat(byUid.statusCode()).isEqualTo(403);
        assertThat(byUid.body()).contains("the token is of pod ingest-forged/mallory-5d9f-aaaaa");
        assertThat(byName.statusCode()).isEqualTo(403);
        assertThat(refusals(installed, "forbidden")).isEqualTo(before + 2);
        assertThat(shop.incidents()).isEmpty();
        assertThat(installed.operator().log()).contains("refused with 403");
    }

    @Test
    void aTokenForAnotherAudienceAndOneThatIsMadeUpAreNotAccepted(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("ingest-audience");
        ShopPod pod = ShopPod.running(client, namespace, "orders", "orders-5d9f-aaaaa");

        var otherAudience = new FakeSampler(installed, pod, pod.token("vault")).report(1);
        var madeUp = new FakeSampler(installed, pod, "e30.e30.e30").report(1);

        assertThat(otherAudience.statusCode()).isEqualTo(401);
        assertThat(madeUp.statusCode()).isEqualTo(401);
        assertThat(madeUp.body()).contains("not valid for audience deadlockwatch.io");
    }

    @Test
    void whatIsTooLargeOrNoReportIsRefusedInWords(Installed installed) throws IOException {
        Shop shop = Shop.watched(installed, "ingest-garbage");
        FakeSampler sampler = shop.sampler();
        byte[] noise = new byte[2 << 20];
        new Random(1).nextBytes(noise);

        var garbage = sampler.send("not json".getBytes(StandardCharsets.UTF_8), false);
        var tooLarge = sampler.send(noise, false);

        assertThat(garbage.statusCode()).isEqualTo(400);
        assertThat(garbage.body()).contains("error");
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("1048576");
        assertThat(shop.incidents()).isEmpty();
        assertThat(refusals(installed, "too_large")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aPodThatNoWatchSelectsGetsNoLease(Installed installed) throws IOException {
        String namespace = installed.namespace("ingest-unwatched");
        ShopPod pod = ShopPod.running(installed.client(), namespace, "orders", "orders-5d9f-aaaaa");
        FakeSampler sampler = new FakeSampler(installed, pod, pod.token());

        var answer = sampler.report(0);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"leaseMillis\":0");
    }

    private static double refusals(Installed installed, String result) {
        return installed
                .operator()
                .metric("deadlockwatch_reports_total", "result=\"" + result + "\"")
                .orElseThrow();
    }

    private static List<String> events(KubernetesClient client, String namespace) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .map(event -> event.getReason())
                .toList();
    }
}
