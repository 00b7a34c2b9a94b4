package io.deadlockwatch.operator.testing;

import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.Placement;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.policy.WatchPolicyReader;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shop: its pods, its watch, its stacks. */
public final class Given {

    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    public static final Workload ORDERS = new Workload("Deployment", "orders");
    public static final String IMAGE = "registry.example/shop/orders:1.4.2";
    public static final String DIGEST = "sha256:" + "a".repeat(64);

    private Given() {}

    /** A pod that has run with a sampler for ten minutes. */
    public static PodInfo pod(String name) {
        return pod(name, Map.of(), Map.of());
    }

    public static PodInfo pod(String name, Map<String, String> labels, Map<String, String> annotations) {
        return new PodInfo(
                "shop",
                name,
                "uid-" + name,
                labels.isEmpty() ? Map.of("app", "orders") : labels,
                annotations,
                "default",
                ORDERS,
                "5d9f",
                false,
                true,
                false,
                false,
                Optional.of("sampler:1"),
                List.of(new ContainerInfo(
                        "orders",
                        IMAGE,
                        DIGEST,
                        Map.of("pprof", 7070),
                        Optional.of(NOW.minus(Duration.ofMinutes(10))),
                        0)));
    }

    /** The same pod, placed. */
    public static PodInfo on(String node, PodInfo pod) {
        return new PodInfo(
                pod.namespace(),
                pod.name(),
                pod.uid(),
                pod.labels(),
                pod.annotations(),
                pod.serviceAccount(),
                pod.workload(),
                pod.revision(),
                pod.primary(),
                pod.running(),
                pod.hostNetwork(),
                pod.windows(),
                Optional.empty(),
                pod.containers(),
                new Placement(node, "10.1.2.3"));
    }

    /** The watch over them: {@code spec} in YAML, flow style. */
    public static WatchPolicy watch(String spec) {
        return watch("orders", NOW.minus(Duration.ofDays(1)), spec);
    }

    public static WatchPolicy watch(String name, Instant created, String spec) {
        return new WatchPolicyReader()
                .read(new KubernetesSerialization()
                        .unmarshal("""
                            apiVersion: deadlockwatch.io/v1alpha1
                            kind: DeadlockWatch
                            metadata: {namespace: shop, name: "%s", uid: "uid-%s", creationTimestamp: "%s"}
                            spec: %s
                            """.formatted(name, name, created, spec), DeadlockWatch.class));
    }

    /** The watch with every default: interval 15 s, blocked for 2 min. */
    public static WatchPolicy watch() {
        return watch("{selector: {matchLabels: {app: orders}}}");
    }

    /** Goroutines blocked in a send. */
    public static Stack blocked(String function) {
        return new Stack(
                KnownState.CHAN_SEND,
                List.of(
                        new Frame("runtime.gopark", "/usr/local/go/src/runtime/proc.go", 461, 0),
                        new Frame(function, "/src/shop/orders.go", 42, 40)));
    }

    /** Sampling without a flaw for five minutes. */
    public static Window flawless() {
        return new Window(20, 300_000, 200, 15_200, 60, 0, 0);
    }

    public static TargetStatus target(TargetState state) {
        return new TargetStatus(1, state, "", "");
    }
}
