package io.deadlockwatch.system;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The cluster of {@code KUBECONFIG} with DeadlockWatch on it. */
final class Cluster implements AutoCloseable {

    static final String SYSTEM = "deadlockwatch-system";

    // The local cluster's administrator has an elliptic-curve key; the client would take any key for RSA.
    private final KubernetesClient client = new KubernetesClientBuilder()
            // Patience for a machine that compiles other things meanwhile.
            .withConfig(new ConfigBuilder()
                    .withClientKeyAlgo("EC")
                    .withConnectionTimeout(60_000)
                    .withRequestTimeout(60_000)
                    .build())
            .build();
    private final Path root =
            Path.of(System.getProperty("repository.root")).toAbsolutePath().normalize();
    private final Path tools = Path.of(System.getenv("DEADLOCKWATCH_TOOLS"));

    KubernetesClient client() {
        return client;
    }

    Path root() {
        return root;
    }

    /** Waits with patience for a busy machine; what is asserted decides, not how long it took. */
    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofSeconds(1));
    }

    /** A new namespace with restricted pod security; one of that name from an earlier run goes first. */
    String namespace(String name) {
        client.namespaces().withName(name).withTimeout(2, TimeUnit.MINUTES).delete();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    /** Runs {@code kubectl} on the namespace and expects success. */
    String kubectl(String namespace, String... words) {
        return kubectlWithInput(namespace, "", words);
    }

    String kubectlWithInput(String namespace, String input, String... words) {
        Command.Result result = tryKubectl(namespace, input, words);
        if (result.status() != 0) {
            throw new IllegalStateException("kubectl " + String.join(" ", words) + ": " + result.output());
        }
        return result.output();
    }

    Command.Result tryKubectl(String namespace, String input, String... words) {
        List<String> command = new ArrayList<>(List.of(tool("kubectl"), "-n", namespace));
        command.addAll(List.of(words));
        return Command.run(input, command);
    }

    /** Runs one of the tools that {@code make} built, or a script of the repository, and expects success. */
    String run(String... words) {
        Command.Result result = Command.run("", List.of(words));
        if (result.status() != 0) {
            throw new IllegalStateException(String.join(" ", words) + ": " + result.output());
        }
        return result.output();
    }

    String tool(String name) {
        return tools.resolve(name).toString();
    }

    String file(String path) {
        return root.resolve(path).toString();
    }

    /** What Prometheus would scrape from the operator. */
    String metrics() {
        return scrape("deadlockwatch-operator");
    }

    String webhookMetrics() {
        return scrape("deadlockwatch-webhook");
    }

    private String scrape(String service) {
        return client.raw("/api/v1/namespaces/%s/services/%s:metrics/proxy/metrics".formatted(SYSTEM, service));
    }

    List<GenericKubernetesResource> incidents(String namespace) {
        return client.genericKubernetesResources(resource("BlockingIncident", "blockingincidents"))
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    GenericKubernetesResource watch(String namespace, String name) {
        return client.genericKubernetesResources(resource("DeadlockWatch", "deadlockwatches"))
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    GenericKubernetesResource findingSet(String namespace, String name) {
        return client.genericKubernetesResources(resource("StaticFindingSet", "staticfindingsets"))
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    List<Pod> pods(String namespace, String app) {
        return client.pods()
                .inNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/name", app))
                .list()
                .getItems();
    }

    /** Scales a Deployment of the operator's namespace and waits until its pods are there, or gone. */
    void scale(String deployment, int replicas) {
        kubectl(SYSTEM, "scale", "deployment/" + deployment, "--replicas=" + replicas);
        kubectl(SYSTEM, "rollout", "status", "deployment/" + deployment, "--timeout=180s");
        await(deployment + " has " + replicas + " pods")
                .until(() -> client.pods()
                                .inNamespace(SYSTEM)
                                .withLabel("app.kubernetes.io/component", deployment.replace("deadlockwatch-", ""))
                                .list()
                                .getItems()
                                .size()
                        == replicas);
    }

    private static ResourceDefinitionContext resource(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("deadlockwatch.io")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    @Override
    public void close() {
        client.close();
    }
}
