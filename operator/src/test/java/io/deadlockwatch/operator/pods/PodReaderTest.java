package io.deadlockwatch.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReaderTest {

    private final PodReader reader = new PodReader();

    @ParameterizedTest
    @CsvSource({
        "ReplicaSet, orders-5d9f, pod-template-hash, 5d9f, Deployment/orders, 5d9f",
        "ReplicaSet, orders-5d9f, rollouts-pod-template-hash, 5d9f, Rollout/orders, 5d9f",
        "ReplicaSet, handmade, pod-template-hash, 5d9f, ReplicaSet/handmade, 5d9f",
        "StatefulSet, orders, controller-revision-hash, orders-77, StatefulSet/orders, orders-77",
        "DaemonSet, agent, controller-revision-hash, 6c4, DaemonSet/agent, 6c4",
        "Job, import-1, job-name, import-1, Job/import-1, orders-x"
    })
    void ownerAndRevisionFollowFromNamesAndLabels(
            String kind, String owner, String label, String value, String workload, String revision) {
        PodInfo pod = reader.read(pod("""
                metadata: {name: orders-x, namespace: shop, uid: u, labels: {%s: %s},
                  ownerReferences: [{apiVersion: apps/v1, kind: %s, name: %s, uid: o, controller: true}]}
                spec: {containers: [{name: orders}]}
                """.formatted(label, value, kind, owner)));

        assertThat(pod.workload()).hasToString(workload);
        assertThat(pod.revision()).isEqualTo(revision);
    }

    /** Flagger's copy is told by its name and the id that Flagger puts on its template; other people call databases so too. */
    @ParameterizedTest
    @CsvSource({
        "orders-primary, {flagger-id: 4f1c}, Deployment/orders, true",
        "orders-primary, {}, Deployment/orders-primary, false",
        "orders, {flagger-id: 4f1c}, Deployment/orders, false",
        "-primary, {flagger-id: 4f1c}, Deployment/-primary, false"
    })
    void flaggersCopyIsTheWorkloadItself(String owner, String annotations, String workload, boolean primary) {
        PodInfo pod = reader.read(pod("""
                metadata: {name: orders-x, namespace: shop, uid: u, labels: {pod-template-hash: 5d9f}, annotations: %s,
                  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: %s-5d9f, uid: o, controller: true}]}
                spec: {containers: [{name: orders}]}
                """.formatted(annotations, owner)));

        assertThat(pod.workload()).hasToString(workload);
        assertThat(pod.primary()).isEqualTo(primary);
    }

    @Test
    void aPodWithoutOwnerIsItsOwnWorkload() {
        PodInfo pod = reader.read(
                pod("metadata: {name: lone, namespace: shop, uid: u}\nspec: {containers: [{name: orders}]}"));

        assertThat(pod.workload()).hasToString("Pod/lone");
        assertThat(pod.running()).isFalse();
        assertThat(pod.serviceAccount()).isEqualTo("default");
    }

    @Test
    void keepsWhatAVerdictNeedsAndNothingElse() {
        PodInfo pod = reader.read(pod("""
                metadata: {name: p, namespace: shop, uid: u,
                  annotations: {deadlockwatch.io/injection: injected, profiles.grafana.com/goroutine.port: "7070", noise: x}}
                spec:
                  serviceAccountName: seller
                  initContainers: [{name: migrate, image: m:1}, {name: deadlockwatch-sampler, image: s:1}]
                  containers:
                  - {name: orders, image: "reg/orders:1", ports: [{name: pprof, containerPort: 7070}, {containerPort: 80}]}
                status:
                  phase: Running
                  containerStatuses:
                  - {name: orders, restartCount: 2, imageID: "reg/orders@sha256:abc", state: {running: {startedAt: "2026-11-21T11:00:00Z"}}}
                """));

        assertThat(pod.running()).isTrue();
        assertThat(pod.serviceAccount()).isEqualTo("seller");
        assertThat(pod.sampler()).contains("s:1");
        assertThat(pod.annotations())
                .containsOnlyKeys("deadlockwatch.io/injection", "profiles.grafana.com/goroutine.port");
        assertThat(pod.containers()).singleElement().satisfies(container -> {
            assertThat(container.imageDigest()).isEqualTo("sha256:abc");
            assertThat(container.ports()).containsOnlyKeys("pprof");
            assertThat(container.restarts()).isEqualTo(2);
            assertThat(container.startedAt()).contains(Instant.parse("2026-11-21T11:00:00Z"));
        });
    }

    @Test
    void aPodThatIsBeingDeletedDoesNotRun() {
        PodInfo pod = reader.read(pod("""
                metadata: {name: p, namespace: shop, uid: u, deletionTimestamp: "2026-11-21T11:00:00Z"}
                spec: {hostNetwork: true, nodeSelector: {kubernetes.io/os: windows}, containers: [{name: orders}]}
                status: {phase: Running}
                """));

        assertThat(pod.running()).isFalse();
        assertThat(pod.hostNetwork()).isTrue();
        assertThat(pod.windows()).isTrue();
    }

    private static Pod pod(String yaml) {
        return new KubernetesSerialization().unmarshal("apiVersion: v1\nkind: Pod\n" + yaml, Pod.class);
    }
}
