package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is known to make an injected container keep its pod from starting: the application starts and stays Ready. All cases run at the same time. */
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionIT {

    /** Long enough for a sampler that ends to have been started again and to have taken its pod out of service. */
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    private static final String FREE = "dw-injection";
    private static final String QUOTA = "dw-injection-quota";
    private static final String LIMITS = "dw-injection-limits";
    private static final String SMALL = "dw-injection-small";

    private final Cluster cluster;

    InjectionIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A pod and what is true of it once it runs.
     *
     * @param spec lines of the pod's spec besides the container
     * @param container lines of its only container besides name and image
     */
    record Row(
            String name, String namespace, String annotations, String spec, String container, Consumer<Pod> expected) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("plain", FREE, "", "", "", InjectionIT::isInjected),
                row("runs-as-root", FREE, "", "securityContext: {runAsUser: 0}", "", InjectionIT::isInjected),
                row(
                        "another-user",
                        FREE,
                        "",
                        "securityContext: {runAsUser: 1000620000, fsGroup: 1000620000}",
                        "",
                        InjectionIT::isInjected),
                row(
                        "secret-missing",
                        FREE,
                        "deadlockwatch.io/pprof-credentials: nowhere",
                        "",
                        "",
                        InjectionIT::isInjected),
                row("guaranteed", FREE, "", "", resources("100m", "64Mi", "100m", "64Mi"), pod -> {
                    isInjected(pod);
                    assertThat(pod.getStatus().getQosClass()).isEqualTo("Guaranteed");
                }),
                row("own-port", FREE, "", "", "ports: [{containerPort: 8080}, {containerPort: 8443}]", pod -> {
                    isInjected(pod);
                    assertThat(sampler(pod).orElseThrow().getPorts()).isEmpty();
                    assertThat(sampler(pod).orElseThrow().getReadinessProbe()).isNull();
                }),
                row("host-network", FREE, "", "hostNetwork: true", "", pod -> isSkipped(pod, "host-network")),
                row("quota-with-room", QUOTA, "", "", resources("50m", "64Mi", "200m", "128Mi"), pod -> {
                    isInjected(pod);
                    assertThat(sampler(pod).orElseThrow().getResources().getLimits())
                            .containsKeys("cpu", "memory");
                }),
                row("limit-range-minimum", LIMITS, "", "", resources("100m", "128Mi", "200m", "256Mi"), pod -> {
                    isInjected(pod);
                    assertThat(sampler(pod).orElseThrow().getResources().getRequests())
                            .containsEntry("cpu", new Quantity("100m"));
                }),
                row(
                        "limit-range-maximum",
                        SMALL,
                        "",
                        "",
                        resources("50m", "32Mi", "50m", "64Mi"),
                        pod -> isSkipped(pod, "limit-range")));
    }

    private static Row row(
            String name, String namespace, String annotations, String spec, String container, Consumer<Pod> expected) {
        return new Row(name, namespace, annotations, spec, container, expected);
    }

    private static String resources(String cpu, String memory, String cpuLimit, String memoryLimit) {
        return "resources: {requests: {cpu: %s, memory: %s}, limits: {cpu: %s, memory: %s}}"
                .formatted(cpu, memory, cpuLimit, memoryLimit);
    }

    @BeforeAll
    void startAll() {
        Stream.of(FREE, QUOTA, LIMITS, SMALL).forEach(this::openNamespace);
        apply(QUOTA, """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: all}
                spec: {hard: {limits.cpu: 300m, limits.memory: 1Gi, requests.cpu: "1", requests.memory: 1Gi}}
                """);
        apply(LIMITS, """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: all}
                spec: {limits: [{type: Container, min: {cpu: 100m, memory: 64Mi}}]}
                """);
        apply(SMALL, """
                apiVersion: v1
                kind: LimitRange
                metadata: {name: all}
                spec: {limits: [{type: Container, max: {cpu: 500m, memory: 64Mi}}]}
                """);
        for (String namespace : List.of(FREE, QUOTA, LIMITS, SMALL)) {
            apply(namespace, """
                    apiVersion: deadlockwatch.io/v1alpha1
                    kind: DeadlockWatch
                    metadata: {name: all}
                    spec: {selector: {matchLabels: {watched: "yes"}}}
                    """);
        }
        awaitEntry(FREE, "/inject/dw-injection/all");
        awaitEntry(QUOTA, "/inject/dw-injection-quota/all/c50-m96-rc1000-lc300-rm1024-lm1024");
        awaitEntry(LIMITS, "/inject/dw-injection-limits/all/c100-m96");
        awaitEntry(SMALL, "/inject/dw-injection-small/all/c0-m0");
        rows().forEach(this::start);
    }

    /** Without pod security: some of the cases are not allowed to be restricted. */
    private void openNamespace(String name) {
        cluster.client()
                .namespaces()
                .withName(name)
                .withTimeout(2, TimeUnit.MINUTES)
                .delete();
        cluster.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    private void apply(String namespace, String manifest) {
        cluster.kubectlWithInput(namespace, manifest, "apply", "-f", "-");
    }

    private void awaitEntry(String namespace, String path) {
        awaitEntry(namespace, path, resources("100m", "64Mi", "100m", "64Mi"));
    }

    /** The probe is a pod of that size, which the namespace must have room for. */
    private void awaitEntry(String namespace, String path, String size) {
        Cluster.await("an entry for " + namespace).untilAsserted(() -> assertThat(cluster.kubectl(
                                namespace,
                                "get",
                                "mutatingwebhookconfiguration",
                                "deadlockwatch",
                                "-o",
                                "jsonpath={range .webhooks[*]}{.clientConfig.service.path}{\"\\n\"}{end}")
                        .lines())
                .contains(path));
        // The API server takes a moment to notice what it has itself stored.
        Cluster.await("the webhook is asked for pods of " + namespace).until(() -> cluster.tryKubectl(
                        namespace, pod("probe", "", "", size), "create", "--dry-run=server", "-o", "yaml", "-f", "-")
                .output()
                .contains("deadlockwatch.io/injection"));
    }

    private void start(Row row) {
        apply(row.namespace(), pod(row.name(), row.annotations(), row.spec(), row.container()));
    }

    private static String pod(String name, String annotations, String spec, String container) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  labels: {watched: "yes"}
                  annotations: {%s}
                spec:
                  %s
                  containers:
                  - name: orders
                    image: localhost/deadlockwatch/orders:1.0.0
                    %s
                """.formatted(name, annotations, spec, container);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void startsAndStaysReady(Row row) {
        Cluster.await(row + " is Ready").until(() -> isReady(get(row)));
        row.expected().accept(get(row));

        Cluster.await(row + " has been Ready for a while")
                .until(() -> isReadySince(get(row), Instant.now().minus(A_WHILE)));
        assertThat(get(row).getStatus().getInitContainerStatuses())
                .allSatisfy(status -> assertThat(status.getRestartCount()).isZero());
    }

    @Test
    void aPodForWhichTheQuotaHasNoRoomBesideASamplerStartsWithoutOne() {
        // 200m of 300m are taken by the other pod, 50m by its sampler: 50m are left.
        String size = resources("10m", "16Mi", "50m", "64Mi");
        awaitEntry(QUOTA, "/inject/dw-injection-quota/all/c50-m96-rc900-lc50-rm864-lm800", size);
        Row last = row("last-of-quota", QUOTA, "", "", size, pod -> {});
        start(last);

        Cluster.await("it is Ready").until(() -> isReady(get(last)));
        isSkipped(get(last), "quota");
    }

    private Pod get(Row row) {
        return cluster.client()
                .pods()
                .inNamespace(row.namespace())
                .withName(row.name())
                .require();
    }

    private static boolean isReady(Pod pod) {
        return isReadySince(pod, Instant.MAX);
    }

    /** Whether it is Ready, and has been without a break since then. */
    private static boolean isReadySince(Pod pod, Instant then) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True")
                        && !Instant.parse(condition.getLastTransitionTime()).isAfter(then));
    }

    private static Optional<Container> sampler(Pod pod) {
        return pod.getSpec().getInitContainers().stream()
                .filter(container -> container.getName().equals("deadlockwatch-sampler"))
                .findFirst();
    }

    private static void isInjected(Pod pod) {
        assertThat(sampler(pod)).isPresent();
        assertThat(pod.getStatus().getInitContainerStatuses())
                .filteredOn(status -> status.getName().equals("deadlockwatch-sampler"))
                .singleElement()
                .extracting(ContainerStatus::getStarted)
                .isEqualTo(true);
    }

    private static void isSkipped(Pod pod, String reason) {
        assertThat(sampler(pod)).isEmpty();
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("deadlockwatch.io/injection", "skipped-" + reason);
    }
}
