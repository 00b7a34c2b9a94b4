package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real Argo Rollouts, with the AnalysisTemplates that we ship, aborts a canary that leaks and promotes one that does not. */
@Tag("consumers")
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ArgoIT {

    private static final String NAMESPACE = "argo-rollouts";

    private final Cluster cluster;

    ArgoIT(Cluster cluster) throws IOException {
        this.cluster = cluster;
        cluster.namespace(NAMESPACE);
        String module = cluster.run(
                        "go",
                        "-C",
                        cluster.file("test-cluster/programs-argo"),
                        "list",
                        "-m",
                        "-f",
                        "{{.Dir}}",
                        "github.com/argoproj/argo-rollouts")
                .strip();
        String manifest = Files.readString(Path.of(module, "manifests/install.yaml"))
                .replace("quay.io/argoproj/argo-rollouts:latest", "localhost/deadlockwatch/rollouts-controller:1")
                .replace("imagePullPolicy: Always", "imagePullPolicy: IfNotPresent");
        // Its definitions are too large for the annotation of a client-side apply.
        cluster.kubectlWithInput(NAMESPACE, manifest, "apply", "--server-side", "--force-conflicts", "-f", "-");
        cluster.kubectl(NAMESPACE, "rollout", "status", "deployment/argo-rollouts", "--timeout=180s");
    }

    @Test
    void theWebMetricAbortsTheLeakAndPromotesTheFix() {
        abortsAndPromotes(
                new ArgoCanary(cluster, "dw-argo-web", "examples/argo/analysis-template.yaml", "deadlockwatch"));
    }

    @Test
    void thePrometheusMetricAbortsTheLeakAndPromotesTheFix() {
        var _ = new Prometheus(cluster);
        abortsAndPromotes(new ArgoCanary(
                cluster,
                "dw-argo-prometheus",
                "examples/argo/analysis-template-prometheus.yaml",
                "deadlockwatch-prometheus"));
    }

    private static void abortsAndPromotes(ArgoCanary canary) {
        String stable = canary.field("{.status.stableRS}");

        canary.releaseLeaking();

        assertThat(canary.field("{.status.abort}")).isEqualTo("true");
        assertThat(canary.field("{.status.stableRS}")).isEqualTo(stable);
        assertThat(canary.analyses()).isEqualTo("Failed");

        canary.releaseFixed("mended");

        assertThat(canary.field("{.status.stableRS}"))
                .isNotEqualTo(stable)
                .isEqualTo(canary.field("{.status.currentPodHash}"));
        assertThat(canary.analyses()).isEqualTo("Failed Successful");
    }
}
