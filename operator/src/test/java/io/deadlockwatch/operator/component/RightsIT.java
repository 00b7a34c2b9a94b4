package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.StaticFindingSet;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.deadlockwatch.operator.component.ShippedRights.Right;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rights of the chart that are needed: with one of these taken away, what it is for does not work. */
@ExtendWith(Installation.class)
@ResourceLock(OtherOperator.CONFIGURATION)
class RightsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String SHOP = "rights-running-shop";

    private static Predicate<Right> about(String resource, String verb) {
        return right -> right.allows(resource, verb);
    }

    /** An operator start each: only where tests may take long. */
    @Tag("nightly")
    @ParameterizedTest(name = "{1} {0}")
    @CsvSource({
        "deadlockwatches, list",
        "blockingincidents, list",
        "resourcequotas, list",
        "mutatingwebhookconfigurations, get",
    })
    void withoutWhatItReadsFirstItDoesNotStart(String resource, String verb, Installed installed) {
        itDoesNotStart(installed, resource, verb);
    }

    @Test
    void withoutItsPodsItDoesNotStart(Installed installed) {
        itDoesNotStart(installed, "pods", "list");
    }

    private static void itDoesNotStart(Installed installed, String resource, String verb) {
        String own = "rights-" + resource + "-" + verb;
        ShippedRights rights = ShippedRights.all().in("rights-shop");
        installed.namespace("rights-shop");
        assertThat(rights.rights()).anyMatch(about(resource, verb));

        assertThatThrownBy(() -> OtherOperator.start(installed, own, rights.without(about(resource, verb)), Map.of())
                        .close())
                .hasMessageContaining("ended at once")
                .hasMessageContaining("cannot " + verb + " resource \"" + resource + "\"");
    }

    /**
     * One operator, which has at first what it takes to start and no more: it says in its log, or to its samplers, each right that it misses, and nothing once it has all. What stands in the API says nothing
     * here, since the operator that tests share is at work there too.
     */
    @Test
    void eachRightThatARunningOperatorLacksIsMissedAndWithAllOfThemNoneIs(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        installed.namespace(SHOP);
        int port = Application.freePort();
        Rights rights = new Rights(client, "rights-running");
        try (OtherOperator operator = OtherOperator.start(
                installed,
                "rights-running",
                rights.granted(),
                Map.of(
                        "DEADLOCKWATCH_INGEST_PORT",
                        String.valueOf(port),
                        "DEADLOCKWATCH_CERTIFICATE_EXTRA_NAMES",
                        "127.0.0.1"))) {
            Application application = operator.application();
            Watches.apply(client, SHOP, "orders");
            findings(client);
            ShopPod pod = ShopPod.running(client, SHOP, "orders", "orders-5d9f-aaaaa");
            FakeSampler sampler = new FakeSampler(port, authority(client), pod, pod.token());

            await("it is refused").atMost(SOON).untilAsserted(() -> assertThat(application.log())
                    .contains(
                            "cannot patch resource \"mutatingwebhookconfigurations\"",
                            "cannot create resource \"pods\"",
                            "cannot patch resource \"deadlockwatches/status\"",
                            "cannot patch resource \"staticfindingsets/status\""));
            assertThat(operator.configuration().getWebhooks()).isEmpty();
            assertThat(sampler.report(3).body()).contains("TokenReview failed with status 403");
            rights.give("tokenreviews", "create");
            rights.give("staticfindingsets", "get");
            rights.give("configmaps", "get");
            await("and of an incident too").atMost(SOON).untilAsserted(() -> {
                assertThat(sampler.report(3).statusCode()).isEqualTo(200);
                assertThat(application.log()).contains("cannot create resource \"blockingincidents\"");
            });

            rights.giveAll();

            await("it does what it could not").atMost(SOON).untilAsserted(() -> assertThat(
                            operator.configuration().getWebhooks())
                    .anyMatch(entry -> entry.getName().startsWith("orders." + SHOP)));
            await("and misses nothing any more").atMost(SOON).until(() -> {
                int before = application.log().length();
                TimeUnit.SECONDS.sleep(10);
                return !application.log().substring(before).contains("cannot ");
            });
        }
    }

    private static void findings(KubernetesClient client) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(SHOP)
                        .withName("scan")
                        .endMetadata()
                        .withData(Map.of("orders.sarif", Sarif.RESERVE))
                        .build())
                .create();
        client.resource(client.getKubernetesSerialization()
                        .unmarshal("""
                                apiVersion: deadlockwatch.io/v1alpha1
                                kind: StaticFindingSet
                                metadata: {name: orders, namespace: %s}
                                spec: {appliesTo: {images: ["%s"]}, configMap: {name: scan, key: orders.sarif}}
                                """.formatted(SHOP, ShopPod.IMAGE), StaticFindingSet.class))
                .create();
    }

    private static String authority(KubernetesClient client) {
        Secret secret = client.secrets()
                .inNamespace("rights-running")
                .withName("deadlockwatch-tls")
                .require();
        return new String(Base64.getDecoder().decode(secret.getData().get("ca.crt")), StandardCharsets.US_ASCII);
    }

    /** What an operator was given so far, of what the chart would give it. */
    private static final class Rights {

        private static final List<String> READ_AT_START = List.of("list", "watch");

        private final KubernetesClient client;
        private final String own;
        private final List<Right> granted = new ArrayList<>();

        /** Enough to start: what it lists and watches, its certificates, and a look at the webhook configuration. */
        Rights(KubernetesClient client, String own) {
            this.client = client;
            this.own = own;
            for (Right right : ShippedRights.all().rights()) {
                List<String> verbs = right.rule().getResources().contains("secrets")
                        ? right.rule().getVerbs()
                        : right.rule().getResources().contains("mutatingwebhookconfigurations")
                                ? List.of("get")
                                : READ_AT_START;
                add(right, verbs);
            }
        }

        private void add(Right right, List<String> verbs) {
            List<String> both =
                    right.rule().getVerbs().stream().filter(verbs::contains).toList();
            if (!both.isEmpty()) {
                granted.add(right.with(both));
            }
        }

        ShippedRights granted() {
            return new ShippedRights(granted, List.of(SHOP));
        }

        /** Gives all that the chart gives. */
        void giveAll() {
            granted.addAll(ShippedRights.all().rights());
            apply();
        }

        /** Gives what the chart has about a resource with this verb. */
        void give(String resource, String verb) {
            assertThat(ShippedRights.all().rights()).anyMatch(about(resource, verb));
            for (Right right : ShippedRights.all().rights()) {
                if (right.allows(resource, verb)) {
                    add(right, List.of(verb));
                }
            }
            apply();
        }

        private void apply() {
            for (HasMetadata object : granted().objects(own)) {
                client.resource(object).serverSideApply();
            }
        }
    }
}
