package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/**
 * The stage of the fault tests: both builds of {@code examples/orders}, each with a watch. The leaking build has open incidents, the fixed one has none; every pod is observed.
 * One for all tests: each must leave it as it was.
 */
final class Shop {

    static final String LEAKING = "orders";
    static final String FIXED = "orders-fixed";

    private static final Pattern SITE = Pattern.compile("\"deadlockwatchSite/v1\"\\s*:\\s*\"([^\"]+)\"");

    private final Cluster cluster;
    private final OrdersScenario orders;
    private final Machine machine;
    private final String sarif;
    private final long bugs;

    private Shop(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.orders = new OrdersScenario(cluster, namespace);
        this.machine = new Machine(cluster);
        this.sarif = orders.sarif();
        this.bugs = predicted(sarif);
    }

    /** Places that the scanner found. */
    private static long predicted(String sarif) {
        try {
            return SITE.matcher(Files.readString(Path.of(sarif)))
                    .results()
                    .map(result -> result.group(1))
                    .distinct()
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Shop open(Cluster cluster) {
        Shop shop = new Shop(cluster, "dw-chaos");
        for (String app : List.of(LEAKING, FIXED)) {
            shop.storeFindings(app + "-1.0.0", "localhost/deadlockwatch/" + app + ":1.0.0");
            shop.orders.watch(app);
        }
        for (String app : List.of(LEAKING, FIXED)) {
            shop.orders.deploy(app);
            shop.orders.load(app);
        }
        Cluster.await("the incidents of the leaking build")
                .until(() -> cluster.incidents(shop.namespace()).size() == shop.bugs);
        shop.awaitSteady();
        return shop;
    }

    /** Stores what the scanner found, for an image. */
    void storeFindings(String set, String image) {
        String manifest = cluster.run(cluster.file("scripts/finding-set.sh"), set, image, sarif);
        cluster.kubectlWithInput(namespace(), manifest, "apply", "-f", "-");
    }

    Cluster cluster() {
        return cluster;
    }

    Machine machine() {
        return machine;
    }

    String namespace() {
        return orders.namespace();
    }

    Picture picture() {
        return Picture.of(
                cluster.incidents(namespace()),
                Stream.of(LEAKING, FIXED)
                        .flatMap(app -> cluster.pods(namespace(), app).stream())
                        .toList());
    }

    /** Waits while a fault lasts, or until its consequences are there; what fails meanwhile is tried again. */
    static ConditionFactory await(String what) {
        return Cluster.await(what).ignoreExceptions();
    }

    /** Lets a fault last. */
    static void last(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything is as before, and it is the operator of now that says so. */
    void assertRecoveredTo(Picture before) {
        awaitSteady();
        await("incidents and pods are what they were")
                .untilAsserted(() -> assertThat(picture()).isEqualTo(before));
    }

    /** Every pod is observed and every incident known, by the running operator's own account, and so say the statuses. */
    void awaitSteady() {
        await("both builds are covered").untilAsserted(() -> {
            for (String app : List.of(LEAKING, FIXED)) {
                assertThat(coverage(app)).as("coverage of %s", app).containsExactly(1.0);
                assertThat(Fields.number(cluster.watch(namespace(), app), "status.coveragePercent"))
                        .as("coverage of %s in the status", app)
                        .isEqualTo(100);
            }
            assertThat(confirmed()).containsExactly((double) bugs);
        });
    }

    /** The fixed build passes as a canary, the leaking one fails. */
    void assertJudges() {
        await("canary verdicts").untilAsserted(() -> {
            assertThat(verdict(FIXED)).contains("\"verdict\":\"pass\"");
            assertThat(verdict(LEAKING)).contains("\"verdict\":\"fail\"");
        });
    }

    /** Confirmed incidents that the operator exports. */
    private List<Double> confirmed() {
        return new Metrics(cluster.metrics())
                .values(
                        "deadlockwatch_incidents",
                        Map.of("namespace", namespace(), "watch", LEAKING, "verdict", "confirmed"));
    }

    /** Covered share that the operator exports; empty if it does not know the workload. */
    List<Double> coverage(String app) {
        return new Metrics(cluster.metrics())
                .values("deadlockwatch_coverage_ratio", Map.of("namespace", namespace(), "workload", app));
    }

    /** What Argo Rollouts would be answered about a build as a canary, or the refusal. */
    String verdict(String app) {
        String revision = cluster.pods(namespace(), app).stream()
                .map(Shop::revision)
                .findFirst()
                .orElse("none");
        return verdict(namespace(), app, revision);
    }

    /** The same about any revision of any workload. */
    String verdict(String namespace, String app, String revision) {
        return cluster.tryKubectl(
                        Cluster.SYSTEM,
                        "",
                        "get",
                        "--raw",
                        "/api/v1/namespaces/%s/services/deadlockwatch-canary:http-canary/proxy/v1/canary/verdict?namespace=%s&workload=%s&canary=%s"
                                .formatted(Cluster.SYSTEM, namespace, app, revision))
                .output()
                .replace(" ", "");
    }

    /** The hash of the template that a Deployment made a pod from. */
    static String revision(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault("pod-template-hash", "none");
    }

    /** Sends the requests that trigger the bugs once more. */
    void loadAgain(String app) {
        cluster.kubectl(namespace(), "delete", "job", app + "-load");
        orders.load(app);
    }

    /** The pod of the operator that runs. */
    Pod operator() {
        return component("operator").getFirst();
    }

    /** Pods of the operator or the webhook. */
    List<Pod> component(String component) {
        return cluster.client()
                .pods()
                .inNamespace(Cluster.SYSTEM)
                .withLabel("app.kubernetes.io/component", component)
                .list()
                .getItems();
    }

    /** Ends the operator as the kernel would, and returns when Kubernetes has started it again. */
    void killOperator() {
        Pod pod = operator();
        machine.signal(pod, "operator", "SIGKILL");
        awaitRestart(pod);
    }

    /** Waits until the operator's container was started once more than it had been in this account of its pod, and is ready. */
    void awaitRestart(Pod before) {
        await("the operator was started again")
                .untilAsserted(() -> assertThat(operator().getStatus().getContainerStatuses())
                        .singleElement()
                        .satisfies(status -> {
                            assertThat(status.getRestartCount()).isGreaterThan(restarts(before));
                            assertThat(status.getReady()).isTrue();
                        }));
    }

    /** Waits until the operator that its Deployment asks for now is the one that runs. */
    void awaitOperator() {
        cluster.kubectl(Cluster.SYSTEM, "rollout", "status", "deployment/deadlockwatch-operator", "--timeout=180s");
    }

    /** How often the containers of a pod were started again, but for its sampler's. */
    static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }

    /** Whether a pod that were made now would get a sampler. */
    boolean injects(String app) {
        return newPod(app).output().contains("deadlockwatch-sampler");
    }

    /** The pod that would be made now, or why it would not. */
    Command.Result newPod(String app) {
        return cluster.tryKubectl(
                namespace(), OrdersScenario.probe(app), "create", "--dry-run=server", "-o", "yaml", "-f", "-");
    }
}
