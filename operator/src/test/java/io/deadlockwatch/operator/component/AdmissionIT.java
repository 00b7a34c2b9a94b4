package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The webhook role, asked by a real API server. */
@ExtendWith(Installation.class)
@ResourceLock(value = Installation.OPERATOR, mode = ResourceAccessMode.READ)
class AdmissionIT {

    private static final String NAMESPACE = "admission";
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path tls;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Application webhook;

    @SuppressWarnings("NullAway.Init") // set before each test
    private MutatingWebhookConfiguration configuration;

    @BeforeEach
    void start(Installed installed) {
        installed.namespace(NAMESPACE);
        int port = Application.freePort();
        installed.tlsFiles().forEach((name, text) -> Installed.write(tls.resolve(name), text));
        // As in a cluster: no kubeconfig, no token, no address of the API server.
        webhook = Application.start(
                "webhook",
                Map.of(
                        "DEADLOCKWATCH_ROLE",
                        "webhook",
                        "KUBECONFIG",
                        "/nonexistent",
                        "POD_NAMESPACE",
                        Installed.NAMESPACE,
                        "DEADLOCKWATCH_ADMISSION_PORT",
                        String.valueOf(port),
                        "DEADLOCKWATCH_TLS_DIRECTORY",
                        tls.toString(),
                        "DEADLOCKWATCH_SAMPLER_IMAGE",
                        "registry.example/sampler:1"));
        configuration = installed
                .client()
                .resource(new MutatingWebhookConfigurationBuilder()
                        .withNewMetadata()
                        .withName("admission-it")
                        .endMetadata()
                        .addNewWebhook()
                        .withName("it.inject.deadlockwatch.io")
                        .withNewClientConfig()
                        .withUrl("https://127.0.0.1:" + port + "/inject/" + NAMESPACE + "/orders")
                        .withCaBundle(Base64.getEncoder()
                                .encodeToString(installed.authorityPem().getBytes(StandardCharsets.US_ASCII)))
                        .endClientConfig()
                        .addNewRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withResources("pods")
                        .withOperations("CREATE")
                        .endRule()
                        .withNewNamespaceSelector()
                        .addToMatchLabels("kubernetes.io/metadata.name", NAMESPACE)
                        .endNamespaceSelector()
                        .withFailurePolicy("Fail")
                        .withSideEffects("None")
                        .withReinvocationPolicy("IfNeeded")
                        .withAdmissionReviewVersions("v1")
                        .endWebhook()
                        .build())
                .create();
    }

    /** The operator's own entry leads to a Service that nobody serves here; this one leads to the webhook that runs. */
    private MutatingWebhook selfTestEntry() {
        return new MutatingWebhookBuilder(configuration.getWebhooks().getFirst())
                .withName("self-test-it.inject.deadlockwatch.io")
                .editClientConfig()
                .withUrl(configuration
                        .getWebhooks()
                        .getFirst()
                        .getClientConfig()
                        .getUrl()
                        .replace("/inject/" + NAMESPACE + "/orders", "/inject/" + Installed.NAMESPACE + "/self-test"))
                .endClientConfig()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", Installed.NAMESPACE)
                .endNamespaceSelector()
                .withFailurePolicy("Ignore")
                .build();
    }

    @Test
    void theOperatorFindsOutWhetherInjectionWorks(Installed installed) {
        await("nobody serves the webhook's Service").atMost(SOON).untilAsserted(() -> assertThat(
                        installed.operator().metric("deadlockwatch_injection_selftest_success"))
                .hasValue(0.0));

        installed.client().resource(configuration).edit(before -> new MutatingWebhookConfigurationBuilder(before)
                .addToWebhooks(selfTestEntry())
                .build());

        await("now it is served").atMost(SOON).untilAsserted(() -> assertThat(
                        installed.operator().metric("deadlockwatch_injection_selftest_success"))
                .hasValue(1.0));
        assertThat(installed
                        .client()
                        .pods()
                        .inNamespace(Installed.NAMESPACE)
                        .withLabel("deadlockwatch.io/self-test")
                        .list()
                        .getItems())
                .as("pods that were asked for on trial and are there")
                .isEmpty();
    }

    @AfterEach
    void stop(Installed installed) {
        installed.client().resource(configuration).delete();
        webhook.close();
    }

    @Test
    void aPodGetsASamplerAndThoseWhoDoNotWantOneAReason(Installed installed) {
        KubernetesClient client = installed.client();

        Pod injected = awaitInjection(client);

        Container sampler = injected.getSpec().getInitContainers().getLast();
        assertThat(sampler.getName()).isEqualTo("deadlockwatch-sampler");
        assertThat(sampler.getImage()).isEqualTo("registry.example/sampler:1");
        assertThat(sampler.getRestartPolicy()).isEqualTo("Always");
        assertThat(sampler.getSecurityContext().getRunAsUser()).isEqualTo(65_532);
        assertThat(sampler.getEnv())
                .anySatisfy(variable -> {
                    assertThat(variable.getName()).isEqualTo("DEADLOCKWATCH_CA");
                    assertThat(variable.getValue()).startsWith("-----BEGIN CERTIFICATE-----");
                })
                .anySatisfy(variable -> {
                    assertThat(variable.getName()).isEqualTo("DEADLOCKWATCH_OPERATOR_URL");
                    assertThat(variable.getValue()).isEqualTo("https://deadlockwatch-operator.deadlockwatch.svc");
                });
        assertThat(injected.getMetadata().getAnnotations())
                .containsEntry("deadlockwatch.io/injection", "injected")
                .containsEntry("deadlockwatch.io/watch", "orders");

        Pod optedOut = client.resource(new PodBuilder(pod("opted-out"))
                        .editMetadata()
                        .addToAnnotations("deadlockwatch.io/inject", "false")
                        .endMetadata()
                        .build())
                .create();

        assertThat(optedOut.getSpec().getInitContainers()).isEmpty();
        assertThat(optedOut.getMetadata().getAnnotations())
                .containsEntry("deadlockwatch.io/injection", "skipped-opted-out");
        assertThat(webhook.metric("deadlockwatch_admissions_total", "result=\"injected\""))
                .hasValueSatisfying(count -> assertThat(count).isGreaterThanOrEqualTo(1));
        assertThat(webhook.metric("deadlockwatch_admissions_total", "reason=\"opted-out\""))
                .hasValue(1.0);
        assertThat(webhook.metric("deadlockwatch_build_info", "component=\"webhook\""))
                .hasValue(1.0);
    }

    /** A new configuration takes the API server a moment to notice. */
    private static Pod awaitInjection(KubernetesClient client) {
        AtomicInteger pods = new AtomicInteger();
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> client.resource(pod("orders-" + pods.incrementAndGet()))
                                .create(),
                        created -> !created.getSpec().getInitContainers().isEmpty());
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("orders")
                .withImage(ShopPod.IMAGE)
                .endContainer()
                .endSpec()
                .build();
    }
}
