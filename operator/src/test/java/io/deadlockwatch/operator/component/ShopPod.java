package io.deadlockwatch.operator.component;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
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
import java.util.List;
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
                leaving(client, replicaSet(namespace, app, revision)));
    }

    /** The only pod of a Deployment that is there itself; the service's name is the Deployment's. */
    static ShopPod ofDeployment(KubernetesClient client, String namespace, String app) {
        client.resource(new DeploymentBuilder()
                        .withMetadata(metadata(namespace, app))
                        .withNewSpec()
                        .withReplicas(0)
                        .withNewSelector()
                        .addToMatchLabels("deployment", app)
                        .endSelector()
                        .withTemplate(template(app, Map.of("deployment", app), "Always"))
                        .endSpec()
                        .build())
                .create();
        return running(client, namespace, app, app + "-5d9f-aaaaa");
    }

    /** The only pod of a Job, which is being deleted like the other owners. */
    static ShopPod ofJob(KubernetesClient client, String namespace, String app) {
        Job owner = new JobBuilder()
                .withMetadata(metadata(namespace, app))
                .withNewSpec()
                .withParallelism(0)
                .withTemplate(template(app, Map.of(), "Never"))
                .endSpec()
                .build();
        return running(client, namespace, app, app + "-aaaaa", Map.of(APP, app), leaving(client, owner));
    }

    private static ReplicaSet replicaSet(String namespace, String app, String revision) {
        return new ReplicaSetBuilder()
                .withMetadata(metadata(namespace, app + "-" + revision))
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .addToMatchLabels(APP, app)
                .endSelector()
                .withTemplate(template(app, Map.of(APP, app), "Always"))
                .endSpec()
                .build();
    }

    private static ObjectMeta metadata(String namespace, String name) {
        return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
    }

    /** What an owner would make pods from if it was let. */
    private static PodTemplateSpec template(String app, Map<String, String> labels, String restartPolicy) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(restartPolicy)
                .addNewContainer()
                .withName(app)
                .withImage(IMAGE)
                .endContainer()
                .endSpec()
                .build();
    }

    /** Makes an owner that is being deleted and never gets there: so the garbage collector leaves its pods alone, and its controller makes none of its own. */
    private static <T extends HasMetadata> T leaving(KubernetesClient client, T owner) {
        owner.getMetadata().setFinalizers(List.of("deadlockwatch.io/test"));
        T created = client.resource(owner).create();
        client.resource(created).delete();
        return created;
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
