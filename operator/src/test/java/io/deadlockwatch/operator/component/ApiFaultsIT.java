package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.crds.BlockingIncidentStatus;
import io.deadlockwatch.operator.component.FaultyApi.Fault;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator whose line to the API server is bad for a while: what happens meanwhile is caught up with, once, without a restart. */
@ExtendWith(Installation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("nightly")
@ResourceLock(OtherOperator.CONFIGURATION)
class ApiFaultsIT {

    private static final String OWN = "api-faults";
    private static final String SHOP = "api-faults-shop";
    private static final Duration SOON = Duration.ofSeconds(90);

    private final int ingestPort = Application.freePort();
    private final KubernetesClient client;
    private final FaultyApi api;
    private final OtherOperator operator;

    ApiFaultsIT(Installed installed) throws IOException {
        this.client = installed.client();
        this.api = new FaultyApi(client.getConfiguration());
        installed.namespace(SHOP);
        Sarif.apply(client, SHOP, "orders-1.4.2", Sarif.RESERVE);
        ShippedRights rights = ShippedRights.all().in(SHOP);
        installed.namespace(OWN);
        rights.objects(OWN).forEach(object -> client.resource(object).serverSideApply());
        this.operator = OtherOperator.start(
                installed,
                OWN,
                rights,
                Map.of(
                        "DEADLOCKWATCH_CERTIFICATE_EXTRA_NAMES",
                        "127.0.0.1",
                        "DEADLOCKWATCH_INGEST_PORT",
                        String.valueOf(ingestPort),
                        "KUBECONFIG",
                        kubeconfig(installed).toString()));
    }

    /** The operator's own, but by way of the bad line. */
    private Path kubeconfig(Installed installed) throws IOException {
        Path file = Path.of("target", OWN + "-faulty.kubeconfig").toAbsolutePath();
        installed.writeKubeconfig(file, OWN);
        String master = client.getConfiguration().getMasterUrl();
        Files.writeString(file, Files.readString(file).replace(master, api.url()));
        return file;
    }

    @AfterAll
    void close() {
        operator.close();
        api.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatHappensMeanwhileIsCaughtUpWith(Fault fault) throws IOException {
        String app = "shop-" + fault.name().toLowerCase(Locale.ROOT);
        api.set(fault);
        // A watch that ends now is begun again under the fault.
        api.cutWatches();
        Watches.apply(client, SHOP, app);
        ShopPod pod = ShopPod.running(client, SHOP, app, app + "-5d9f-aaaaa");
        FakeSampler sampler = sampler(pod);
        sampler.report(3);
        api.set(Fault.NONE);

        assertOneIncident(app, sampler);
    }

    @Test
    void watchesThatAreCutAgainAndAgainMissNothing() throws IOException {
        String app = "shop-cut";
        Watches.apply(client, SHOP, app);
        api.cutWatches();
        ShopPod pod = ShopPod.running(client, SHOP, app, app + "-5d9f-aaaaa");
        api.cutWatches();
        FakeSampler sampler = sampler(pod);
        sampler.report(3);
        api.cutWatches();

        assertOneIncident(app, sampler);
    }

    private FakeSampler sampler(ShopPod pod) {
        Secret secret =
                client.secrets().inNamespace(OWN).withName("deadlockwatch-tls").require();
        String authority =
                new String(Base64.getDecoder().decode(secret.getData().get("ca.crt")), StandardCharsets.US_ASCII);
        return new FakeSampler(ingestPort, authority, pod, pod.token());
    }

    /** The operator comes to know watch, pod and report, and writes the one incident down. */
    private void assertOneIncident(String app, FakeSampler sampler) {
        await("the incident of " + app).atMost(SOON).untilAsserted(() -> {
            assertThat(sampler.report(3).statusCode()).isEqualTo(200);
            assertThat(incidents(app)).singleElement().satisfies(incident -> {
                assertThat(incident.getStatus()).isNotNull();
                assertThat(incident.getStatus().state()).isEqualTo(BlockingIncidentStatus.State.OPEN);
                assertThat(incident.getStatus().verdict()).isEqualTo(BlockingIncidentStatus.Verdict.CONFIRMED);
                assertThat(incident.getStatus().episodes()).isEqualTo(1);
            });
            assertThat(operator.application().metric("deadlockwatch_incidents", app, "verdict=\"confirmed\""))
                    .hasValue(1.0);
        });
    }

    private List<BlockingIncident> incidents(String app) {
        return client.resources(BlockingIncident.class).inNamespace(SHOP).list().getItems().stream()
                .filter(incident -> incident.getSpec().watch().equals(app))
                .toList();
    }
}
