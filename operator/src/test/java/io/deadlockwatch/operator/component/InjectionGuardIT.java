package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.crds.Condition;
import io.deadlockwatch.crds.ConditionStatus;
import io.deadlockwatch.crds.testing.ControlPlane;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhook;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An operator for one namespace, with rights in that one only: what it does when samplers keep pods from starting. */
@ExtendWith(Installation.class)
@ResourceLock(OtherOperator.CONFIGURATION)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InjectionGuardIT {

    private static final String OWN = "guard-system";
    private static final String SHOP = "guard-shop";
    private static final String OTHER = "guard-other";
    private static final String BROKEN = "registry.example/sampler:broken";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.STRATEGIC_MERGE).build();

    private final Installed installed;
    private final KubernetesClient client;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private OtherOperator operator;

    InjectionGuardIT(Installed installed) {
        this.installed = installed;
        this.client = installed.client();
    }

    @BeforeAll
    void start() {
        installed.namespace(SHOP);
        installed.namespace(OTHER);
        operator = OtherOperator.start(
                installed,
                OWN,
                ShippedRights.all().in(SHOP),
                Map.of(
                        "DEADLOCKWATCH_SAMPLER_IMAGE", BROKEN,
                        "DEADLOCKWATCH_INJECTION_STUCK_AFTER", "1s",
                        "DEADLOCKWATCH_INJECTION_RESCUE_IMAGE", "registry.example/pause:3"));
        Watches.apply(client, SHOP, "cart");
        Watches.apply(client, OTHER, "cart");
    }

    @AfterAll
    void stop() {
        operator.close();
    }

    private List<String> entries() {
        return operator.configuration().getWebhooks().stream()
                .map(MutatingWebhook::getName)
                .toList();
    }

    private Condition suspended() {
        Optional<Condition> suspended = Watches.condition(Watches.read(client, SHOP, "cart"), "InjectionSuspended");
        assertThat(suspended).isPresent();
        return suspended.get();
    }

    private List<String> events() {
        return client.v1().events().inNamespace(SHOP).list().getItems().stream()
                .map(Event::getReason)
                .toList();
    }

    @Test
    @Order(1)
    void onlyItsNamespaceIsTouched() {
        await("the watch has an entry and a status").atMost(SOON).untilAsserted(() -> {
            assertThat(entries()).contains("cart.guard-shop.inject.deadlockwatch.io");
            assertThat(suspended().status()).isEqualTo(ConditionStatus.FALSE);
        });

        assertThat(entries()).noneMatch(name -> name.contains(OTHER));
        assertThat(operator.application().log()).doesNotContain("forbidden");
    }

    @Test
    @Order(2)
    void aStuckPodIsRescuedAndNothingIsInjectedAnyMore() {
        Pod stuck = pullFails("cart-1");

        await("the pod has another image").atMost(SOON).untilAsserted(() -> {
            Pod now = client.resource(stuck).require();
            assertThat(now.getSpec().getInitContainers().getFirst().getImage()).isEqualTo("registry.example/pause:3");
            assertThat(now.getMetadata().getAnnotations()).containsEntry("deadlockwatch.io/injection", "rescued");
        });
        await("injection is suspended").atMost(SOON).untilAsserted(() -> {
            assertThat(entries()).containsExactly("self-test.inject.deadlockwatch.io");
            assertThat(operator.configuration().getMetadata().getAnnotations())
                    .containsEntry("deadlockwatch.io/injection-suspended", BROKEN);
            assertThat(suspended().status()).isEqualTo(ConditionStatus.TRUE);
        });
        assertThat(suspended().message()).contains(BROKEN, "ImagePullBackOff");
        assertThat(events()).contains("InjectionSuspended", "SamplerReplaced");
        assertThat(operator.application().metric("deadlockwatch_injection_suspended"))
                .hasValue(1.0);
    }

    @Test
    @Order(3)
    void whoTakesTheNoteAwayHasItInjectedAgain() {
        client.resource(operator.configuration()).edit(before -> {
            before.getMetadata().getAnnotations().remove("deadlockwatch.io/injection-suspended");
            return before;
        });

        await("injection is taken up").atMost(SOON).untilAsserted(() -> {
            assertThat(entries()).contains("cart.guard-shop.inject.deadlockwatch.io");
            assertThat(suspended().status()).isEqualTo(ConditionStatus.FALSE);
        });
        assertThat(events()).contains("InjectionResumed");
    }

    @Test
    @Order(4)
    void aQuotaStandsInThePath() {
        LimitRange range = client.resource(client.getKubernetesSerialization().unmarshal("""
                                apiVersion: v1
                                kind: LimitRange
                                metadata: {name: small, namespace: guard-shop}
                                spec: {limits: [{type: Container, min: {cpu: 70m}}, {type: Pod, max: {memory: 1Gi}}]}
                                """, LimitRange.class))
                .create();

        await("the operator saw it").atMost(SOON).untilAsserted(() -> assertThat(
                        operator.configuration().getWebhooks())
                .anySatisfy(
                        entry -> assertThat(entry.getClientConfig().getService().getPath())
                                .isEqualTo("/inject/guard-shop/cart/c70-m96-rm1024-lm1024")));
        client.resource(range).delete();
    }

    @Test
    @Order(5)
    void theRightToPatchPodsIsOneToPatchTheSampler() throws IOException {
        String policy = Files.readString(
                        ControlPlane.root().resolve("helm/deadlockwatch/templates/injection-rescue.yaml"))
                .replace("{{ .Release.Namespace }}", OWN)
                .lines()
                .filter(line -> !line.contains("{{"))
                .collect(Collectors.joining("\n"));
        client.load(new ByteArrayInputStream(policy.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
        Pod pod = pullFails("cart-2");
        Config access = Config.fromKubeconfig(Files.readString(Path.of("target", OWN + ".kubeconfig")));
        try (KubernetesClient asOperator =
                new KubernetesClientBuilder().withConfig(access).build()) {
            await("the policy is in force").atMost(SOON).untilAsserted(() -> assertThatThrownBy(
                            // Another value each time: the first may get through, and what changes nothing is allowed.
                            () -> asOperator.resource(pod).patch(MERGE, """
                                    {"metadata": {"labels": {"app": "pay-%d"}}}""".formatted(System.nanoTime())))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("no label"));
            assertThatThrownBy(() -> asOperator.resource(pod).patch(MERGE, """
                            {"spec": {"containers": [{"name": "cart", "image": "evil"}]}}"""))
                    .hasMessageContaining("nothing of a pod but its sampler");
            assertThatThrownBy(() -> asOperator.resource(pod).patch(MERGE, """
                            {"metadata": {"annotations": {"sidecar.istio.io/inject": "false"}}}"""))
                    .hasMessageContaining("no annotation but its own");

            Pod patched = asOperator.resource(pod).patch(MERGE, """
                            {"metadata": {"annotations": {"deadlockwatch.io/injection": "x"}},
                             "spec": {"initContainers": [{"name": "deadlockwatch-sampler", "image": "y"}]}}""");

            assertThat(patched.getSpec().getInitContainers().getFirst().getImage())
                    .isEqualTo("y");
        }
    }

    /** An injected pod that the kubelet cannot get going. */
    private Pod pullFails(String name) {
        Pod pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(SHOP)
                        .withName(name)
                        .withLabels(Map.of("app", "cart"))
                        .endMetadata()
                        .withNewSpec()
                        .addNewInitContainer()
                        .withName("deadlockwatch-sampler")
                        .withImage(BROKEN)
                        .withRestartPolicy("Always")
                        .endInitContainer()
                        .addNewContainer()
                        .withName("cart")
                        .withImage(ShopPod.IMAGE)
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        return client.resource(pod).editStatus(now -> new PodBuilder(now)
                .editOrNewStatus()
                .withPhase("Pending")
                .addNewInitContainerStatus()
                .withName("deadlockwatch-sampler")
                .withImage(BROKEN)
                .withImageID("")
                .withReady(false)
                .withRestartCount(0)
                .withNewState()
                .withNewWaiting()
                .withReason("ImagePullBackOff")
                .endWaiting()
                .endState()
                .endInitContainerStatus()
                .endStatus()
                .build());
    }
}
