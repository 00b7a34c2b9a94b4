package io.deadlockwatch.operator.component;

import io.deadlockwatch.core.protocol.PodRef;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A pod on a node, made to look as if a kubelet ran it there: at the control level there is none. */
final class PlacedPod {

    private final KubernetesClient client;
    private final Pod pod;

    private PlacedPod(KubernetesClient client, Pod pod) {
        this.client = client;
        this.pod = pod;
    }

    /** One of the service {@code orders}, ten minutes old, without a sampler. */
    static PlacedPod running(
            KubernetesClient client, String namespace, String name, String account, String node, String ip) {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(node)
                        .endMetadata()
                        .build())
                .serverSideApply();
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(account)
                        .endMetadata()
                        .build())
                .serverSideApply();
        Pod created = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withLabels(Map.of("app", "orders"))
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName(account)
                        .withNodeName(node)
                        .addNewContainer()
                        .withName("orders")
                        .withImage(ShopPod.IMAGE)
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        client.pods().inNamespace(namespace).withName(name).editStatus(now -> new PodBuilder(now)
                .editOrNewStatus()
                .withPhase("Running")
                .withPodIP(ip)
                .addNewPodIP(ip)
                .addNewContainerStatus()
                .withName("orders")
                .withImage(ShopPod.IMAGE)
                .withImageID("registry.example/shop/orders@sha256:" + "0".repeat(64))
                .withReady(true)
                .withRestartCount(0)
                .withState(new ContainerStateBuilder()
                        .withNewRunning()
                        .withStartedAt(
                                Instant.now().minus(Duration.ofMinutes(10)).toString())
                        .endRunning()
                        .build())
                .endContainerStatus()
                .endStatus()
                .build());
        return new PlacedPod(client, created);
    }

    PodRef reference() {
        return new PodRef(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                pod.getMetadata().getUid());
    }

    /** The token that the kubelet would put into this pod. */
    String token() {
        return token("deadlockwatch.io");
    }

    String token(String audience) {
        return client.serviceAccounts()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getSpec().getServiceAccountName())
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(audience)
                        .withExpirationSeconds(3_600L)
                        .withNewBoundObjectRef()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(pod.getMetadata().getName())
                        .withUid(pod.getMetadata().getUid())
                        .endBoundObjectRef()
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    void delete() {
        client.resource(pod).withGracePeriod(0).delete();
    }
}
