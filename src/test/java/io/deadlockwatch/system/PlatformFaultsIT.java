package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What all of it stands on breaks: name service, node, disk, certificates, resource definitions. */
@Tag("chaos")
@Isolated
@ExtendWith(OpenShop.class)
class PlatformFaultsIT {

    /** The operator's only folder that can be written to: a page of memory, filled before it starts. */
    private static final String FULL_DISK = """
            spec:
              template:
                spec:
                  volumes:
                  - {name: tmp, emptyDir: {medium: Memory, sizeLimit: 4Ki}}
                  initContainers:
                  - name: fill
                    image: localhost/deadlockwatch/hostile:1
                    imagePullPolicy: IfNotPresent
                    args: [-fill=/tmp]
                    volumeMounts: [{name: tmp, mountPath: /tmp}]
                    securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
            """;

    private final Shop shop;

    PlatformFaultsIT(Shop shop) {
        this.shop = shop;
    }

    @Test
    void withoutNamesSamplersGoOnWithTheAddressTheyKnowAndThatNewOnesHaveNoneIsTold() {
        Cluster cluster = shop.cluster();
        Nuisances newcomers = new Nuisances(cluster, "dw-chaos-names");
        Picture before = shop.picture();
        names(0);
        cluster.kubectl("kube-system", "wait", "pod", "-l", "k8s-app=kube-dns", "--for=delete", "--timeout=60s");

        shop.killOperator();

        shop.assertRecoveredTo(before);
        newcomers.with("honest");
        cluster.kubectl(newcomers.namespace(), "rollout", "status", "deployment/honest", "--timeout=180s");
        Shop.await("that nobody looks is told").untilAsserted(() -> assertThat(
                        Fields.condition(cluster.watch(newcomers.namespace(), "nuisances"), "Covered"))
                .startsWith("False"));
        assertThat(cluster.kubectl(newcomers.namespace(), "logs", "deployment/honest", "-c", "deadlockwatch-sampler"))
                .contains("does not resolve");

        names(1);

        Shop.await("somebody looks").untilAsserted(() -> assertThat(
                        Fields.number(cluster.watch(newcomers.namespace(), "nuisances"), "status.coveragePercent"))
                .isEqualTo(100));
        shop.assertRecoveredTo(before);
        newcomers.remove();
    }

    private void names(int servers) {
        shop.cluster().kubectl("kube-system", "scale", "deployment/coredns", "--replicas=" + servers);
    }

    @Test
    void kubeletAndContainerRuntimeEndAndTheNodeIsGivenUpForAMinute() {
        Picture before = shop.picture();
        shop.machine().kill("kubelet", "containerd");
        Shop.await("the node is not ready")
                .untilAsserted(() -> assertThat(node()).contains("NotReady"));
        Shop.last(Duration.ofSeconds(60));

        shop.machine().start("containerd", "kubelet");

        Shop.await("the node is ready").untilAsserted(() -> assertThat(node()).doesNotContain("NotReady"));
        shop.assertRecoveredTo(before);
    }

    private String node() {
        return shop.cluster().kubectl("default", "get", "node", "node1", "--no-headers");
    }

    @Test
    void withoutAByteOfRoomOnItsDiskTheOperatorStartsAndWorks() {
        Picture before = shop.picture();
        shop.cluster().kubectl(Cluster.SYSTEM, "patch", "deployment", "deadlockwatch-operator", "-p", FULL_DISK);
        shop.awaitOperator();
        assertThat(shop.cluster().kubectl(Cluster.SYSTEM, "logs", "deployment/deadlockwatch-operator", "-c", "fill"))
                .contains("/tmp is full after");

        shop.assertRecoveredTo(before);
        shop.assertJudges();

        shop.cluster().kubectl(Cluster.SYSTEM, "rollout", "undo", "deployment/deadlockwatch-operator");
        shop.awaitOperator();
        shop.assertRecoveredTo(before);
    }

    @Test
    void certificatesThatAreDeletedComeBackWithTheSameAuthority() {
        Picture before = shop.picture();
        String authority = secret("deadlockwatch-ca", "ca.crt");
        String certificate = secret("deadlockwatch-tls", "tls.crt");
        shop.cluster().kubectl(Cluster.SYSTEM, "delete", "secret", "deadlockwatch-ca", "deadlockwatch-tls");

        Shop.await("both are back").untilAsserted(() -> {
            assertThat(secret("deadlockwatch-ca", "ca.crt")).isEqualTo(authority);
            assertThat(secret("deadlockwatch-tls", "tls.crt")).isNotEmpty().isNotEqualTo(certificate);
        });
        shop.assertRecoveredTo(before);
        assertThat(shop.injects(Shop.FIXED)).as("new pods get a sampler").isTrue();
    }

    @Test
    void definitionsOfTheReleaseBeforeAndBackKeepEveryObject(@TempDir Path folder) {
        Picture before = shop.picture();
        shop.cluster()
                .run(
                        "sh",
                        "-c",
                        "tar xzf %s -C %s"
                                .formatted(shop.cluster().file("helm/previous/deadlockwatch-0.0.1.tgz"), folder));
        define(folder.resolve("deadlockwatch/files/crds").toString());
        Shop.last(Duration.ofSeconds(10));

        define(shop.cluster().file("helm/deadlockwatch/files/crds"));

        shop.assertRecoveredTo(before);
    }

    private void define(String folder) {
        shop.cluster().kubectl("default", "apply", "--server-side", "--force-conflicts", "-f", folder);
    }

    private String secret(String name, String key) {
        return shop.cluster()
                .client()
                .secrets()
                .inNamespace(Cluster.SYSTEM)
                .withName(name)
                .require()
                .getData()
                .getOrDefault(key, "");
    }
}
