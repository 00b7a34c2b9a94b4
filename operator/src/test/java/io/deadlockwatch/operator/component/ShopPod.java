package io.deadlockwatch.operator.component;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A pod of a service, made to look as if a kubelet ran it: at the control level there is none. */
final class ShopPod {

    static final String IMAGE = "registry.example/shop/orders:1.4.2";
    static final String APP = "app";

    private final KubernetesClient client;
    private final Pod pod;

    private ShopPod(KubernetesClient client, Pod pod) {
        this.client = client;
        this.pod = pod;
    }

    /**
     * The pod's owner. It is being deleted and never gets there: so the garbage collector leaves its pods alone, and its controller makes none of its own.
     */
    private static ReplicaSet owner(KubernetesClient client, String namespace, String app, String revision) {
        ReplicaSet owner = client.resource(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(app + "-" + revision)
                        .withFinalizers("deadlockwatch.io/test")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withNewSelector()
                        .addToMatchLabels(APP, app)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels(APP, app)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName(app)
                        .withImage(IMAGE)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        client.resource(owner).delete();
        return owner;
    }

    /** A running pod with a sampler, ten minutes old. */
    static ShopPod running(KubernetesClient client, String namespace, String app, String name) {
        return running(client, namespace, app, name, "5d9f");
    }

    /** The same, of a revision with this hash; one pod a revision. */
    static ShopPod running(KubernetesClient client, String namespace, String app, String name, String revision) {
        return running(
                client,
                namespace,
                app,
                name,
                Map.of(APP, app, "pod-template-hash", revision),
                owner(client, namespace, app, revision));
    }

    /** The only pod of a Deployment that is there itself; the service's name is the Deployment's. */
    static ShopPod ofDeployment(KubernetesClient client, String namespace, String app) {
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(app)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withNewSelector()
                        .addToMatchLabels("deployment", app)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels("deployment", app)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName(app)
                        .withImage(IMAGE)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        return running(client, namespace, app, app + "-5d9f-aaaaa");
    }

    /** The only pod of a Job, which is being deleted like the other owners. */
    static ShopPod ofJob(KubernetesClient client, String namespace, String app) {
        Job owner = client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(app)
                        .withFinalizers("deadlockwatch.io/test")
                        .endMetadata()
                        .withNewSpec()
                        .withParallelism(0)
                        .withNewTemplate()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName(app)
                        .withImage(IMAGE)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        client.resource(owner).delete();
        return running(client, namespace, app, app + "-aaaaa", Map.of(APP, app), owner);
    }

    private static ShopPod running(
            KubernetesClient client,
            String namespace,
            String app,
            String name,
            Map<String, String> labels,
            HasMetadata owner) {
        Pod created = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withLabels(labels)
                        .addNewOwnerReference()
                        .withApiVersion(owner.getApiVersion())
                        .withKind(owner.getKind())
                        .withName(owner.getMetadata().getName())
                        .withUid(owner.getMetadata().getUid())
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName("default")
                        .addNewInitContainer()
                        .withName("deadlockwatch-sampler")
                        .withImage("localhost/deadlockwatch/sampler:0.1.0")
                        .withRestartPolicy("Always")
                        .endInitContainer()
                        .addNewContainer()
                        .withName(app)
                        .withImage(IMAGE)
                        .addNewPort()
                        .withName("pprof")
                        .withContainerPort(7070)
                        .endPort()
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        client.pods().inNamespace(namespace).withName(name).editStatus(now -> new PodBuilder(now)
                .editOrNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName(app)
                .withImage(IMAGE)
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
        return new ShopPod(client, created);
    }

    String namespace() {
        return pod.getMetadata().getNamespace();
    }

    String name() {
        return pod.getMetadata().getName();
    }

    String uid() {
        return pod.getMetadata().getUid();
    }

    /** The token that the kubelet would put into this pod. */
    String token() {
        return token("deadlockwatch.io");
    }

    String token(String audience) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audience)
                .withExpirationSeconds(3_600L)
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(name())
                .withUid(uid())
                .endBoundObjectRef()
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(namespace())
                .withName("default")
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    void delete() {
        client.resource(pod).withGracePeriod(0).delete();
    }
}
