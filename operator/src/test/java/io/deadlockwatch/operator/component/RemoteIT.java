package io.deadlockwatch.operator.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetsCodec;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.operator.component.Installation.Installed;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Mode Remote with tokens of a real API server: which node's sampler gets which pods, and may report for them. */
@ExtendWith(Installation.class)
@ResourceLock(value = Installation.OPERATOR, mode = ResourceAccessMode.READ)
class RemoteIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** A status is written each half minute at most. */
    private static final Duration TOLD = Duration.ofSeconds(75);

    private static final String SAMPLERS = "deadlockwatch-remote";

    private final TargetsCodec codec = new TargetsCodec();

    @Test
    void aNodesSamplerIsGivenThePodsOfItsNodeAndMayReportForThemAlone(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("remote-main");
        watch(client, namespace, "Remote");
        PlacedPod here = PlacedPod.running(client, namespace, "orders-here", "default", "node-a", "10.9.0.1");
        PlacedPod sampler = PlacedPod.running(client, Installed.NAMESPACE, "remote-a", SAMPLERS, "node-a", "10.9.0.9");
        FakeSampler asNode = new FakeSampler(installed, sampler.token());

        await().atMost(SOON).untilAsserted(() -> assertThat(targets(asNode, sampler, namespace))
                .containsExactly(new NodeTarget(here.reference(), "10.9.0.1", "")));

        await("a pod that nobody reports on is told with its reason")
                .atMost(TOLD)
                .untilAsserted(() -> assertThat(gaps(client, namespace)).anySatisfy(message -> assertThat(message)
                        .contains("the sampler of node node-a was given this pod")));
        PlacedPod there = PlacedPod.running(client, namespace, "orders-there", "default", "node-b", "10.9.0.2");
        HttpResponse<String> own = asNode.send(asNode.report(here.reference(), 3));
        assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
        assertThat(own.body()).contains("\"leaseMillis\":600000");
        await("the other node has none").atMost(TOLD).untilAsserted(() -> assertThat(gaps(client, namespace))
                .anySatisfy(message -> assertThat(message).contains("no node sampler on node node-b")));
        double before = forbidden(installed);
        HttpResponse<String> elsewhere = asNode.send(asNode.report(there.reference(), 3));
        HttpResponse<String> unknown = asNode.send(asNode.report(new PodRef(namespace, "orders-gone", "no-uid"), 3));

        assertThat(elsewhere.statusCode()).isEqualTo(403);
        assertThat(elsewhere.body()).contains("runs on another node than the sampler, which is on node-a");
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).contains("there is no pod");
        assertThat(forbidden(installed)).isEqualTo(before + 2);

        here.delete();

        await().atMost(SOON).untilAsserted(() -> assertThat(targets(asNode, sampler, namespace))
                .isEmpty());
        assertThat(asNode.send(asNode.report(here.reference(), 3)).statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyElseIsGivenTargets(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("remote-forged");
        watch(client, namespace, "Remote");
        PlacedPod tenant = PlacedPod.running(client, namespace, "mallory", SAMPLERS, "node-c", "10.9.1.1");
        PlacedPod wrongAccount =
                PlacedPod.running(client, Installed.NAMESPACE, "remote-not", "default", "node-c", "10.9.1.2");
        double before = forbidden(installed);

        var byNamespace = ask(new FakeSampler(installed, tenant.token()), tenant);
        var byAccount = ask(new FakeSampler(installed, wrongAccount.token()), wrongAccount);
        var byAudience = ask(new FakeSampler(installed, wrongAccount.token("vault")), wrongAccount);

        assertThat(byNamespace.statusCode()).isEqualTo(403);
        assertThat(byNamespace.body()).contains("it is no node sampler");
        assertThat(byAccount.statusCode()).isEqualTo(403);
        assertThat(byAudience.statusCode()).isEqualTo(401);
        assertThat(forbidden(installed)).isEqualTo(before + 2);
    }

    @Test
    void podsOfAWatchWithSidecarsAreNotForNodeSamplers(Installed installed) throws IOException {
        KubernetesClient client = installed.client();
        String namespace = installed.namespace("remote-not");
        watch(client, namespace, "Sidecar");
        PlacedPod pod = PlacedPod.running(client, namespace, "orders-d", "default", "node-d", "10.9.2.1");
        PlacedPod sampler = PlacedPod.running(client, Installed.NAMESPACE, "remote-d", SAMPLERS, "node-d", "10.9.2.9");
        FakeSampler asNode = new FakeSampler(installed, sampler.token());

        await().atMost(SOON).untilAsserted(() -> assertThat(ask(asNode, sampler).statusCode())
                .isEqualTo(200));
        assertThat(targets(asNode, sampler, namespace)).isEmpty();
        var answer = asNode.send(asNode.report(pod.reference(), 3));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("no watch of mode Remote selects pod");
    }

    private HttpResponse<String> ask(FakeSampler as, PlacedPod pod) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        codec.writeRequest(new TargetsRequest(pod.reference(), "0.1.0"), body);
        return as.post("/v1/targets", body.toByteArray(), false);
    }

    private List<NodeTarget> targets(FakeSampler as, PlacedPod pod, String namespace) throws IOException {
        HttpResponse<String> answer = ask(as, pod);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        TargetList list = codec.readList(new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8)));
        return list.targets().stream()
                .filter(target -> target.pod().namespace().equals(namespace))
                .toList();
    }

    private static void watch(KubernetesClient client, String namespace, String mode) {
        client.resource(client.getKubernetesSerialization()
                        .unmarshal("""
                            apiVersion: deadlockwatch.io/v1alpha1
                            kind: DeadlockWatch
                            metadata: {name: orders, namespace: %s}
                            spec:
                              selector: {matchLabels: {app: orders}}
                              mode: %s
                              sampling: {interval: 1s}
                              report: {blockedFor: 10s}
                            """.formatted(namespace, mode), DeadlockWatch.class))
                .create();
    }

    private static List<String> gaps(KubernetesClient client, String namespace) {
        var status = Watches.read(client, namespace, "orders").getStatus();
        return status == null || status.gaps() == null
                ? List.of()
                : status.gaps().stream()
                        .map(gap -> String.valueOf(gap.message()))
                        .toList();
    }

    private static double forbidden(Installed installed) {
        return installed
                .operator()
                .metric("deadlockwatch_reports_total", "result=\"forbidden\"")
                .orElseThrow();
    }
}
