package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real Flagger, with the Canaries that we ship, rolls back a release that leaks and promotes one that does not. */
@Tag("consumers")
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class FlaggerIT {

    private static final String NAMESPACE = "flagger-system";
    private static final String FIXED = "localhost/deadlockwatch/orders-fixed:1.0.0/";

    private final Cluster cluster;

    FlaggerIT(Cluster cluster) {
        this.cluster = cluster;
        cluster.namespace(NAMESPACE);
        Path manifests = Path.of(
                cluster.run(
                                "go",
                                "-C",
                                cluster.file("test-cluster/programs-flagger"),
                                "list",
                                "-m",
                                "-f",
                                "{{.Dir}}",
                                "github.com/fluxcd/flagger")
                        .strip(),
                "kustomize/base/flagger");
        for (String file : new String[] {"account.yaml", "crd.yaml", "rbac.yaml"}) {
            cluster.kubectl(
                    NAMESPACE,
                    "apply",
                    "--server-side",
                    "--force-conflicts",
                    "-f",
                    manifests.resolve(file).toString());
        }
        // The right to ask Flagger what a Canary is about, as the guide says.
        cluster.run(
                cluster.tool("helm"),
                "upgrade",
                "deadlockwatch",
                cluster.file("helm/deadlockwatch"),
                "--namespace",
                Cluster.SYSTEM,
                "--reuse-values",
                "--set",
                "canary.flagger=true",
                "--wait");
        var _ = new Prometheus(cluster);
        cluster.kubectl(NAMESPACE, "apply", "-f", cluster.file("src/test/resources/flagger.yaml"));
        cluster.kubectl(NAMESPACE, "rollout", "status", "deployment/flagger", "--timeout=180s");
    }

    @Test
    void theHooksRollTheLeakBackAndLetTheFixPass() {
        FlaggerCanary canary = new FlaggerCanary(cluster, "dw-flagger-hooks");
        canary.watch("examples/flagger/deadlockwatch.yaml", "app.kubernetes.io/component: orders");
        canary.start("examples/flagger/canary.yaml");

        canary.releaseLeaking();

        assertThat(canary.stable()).isEqualTo(FIXED);
        assertThat(canary.log()).anyMatch(line -> line.contains("Rollback check deadlockwatch-rollback passed"));

        canary.releaseFixed("mended");

        assertThat(canary.stable()).isEqualTo(FIXED + "mended");
        assertThat(canary.log())
                .anyMatch(line -> line.contains("Confirm-promotion check deadlockwatch-promotion passed"));
    }

    @Test
    void theMetricTemplateRollsTheLeakBackAndLetsTheFixPass() {
        FlaggerCanary canary = new FlaggerCanary(cluster, "dw-flagger-metric");
        canary.watch("examples/flagger/deadlockwatch-by-name.yaml", "app.kubernetes.io/name: orders");
        canary.apply("examples/flagger/metric-template.yaml");
        canary.start("examples/flagger/canary-prometheus.yaml");

        canary.releaseLeaking();

        assertThat(canary.stable()).isEqualTo(FIXED);
        assertThat(canary.log()).anyMatch(line -> line.contains("failed checks threshold reached 14"));

        canary.releaseFixed("mended");

        assertThat(canary.stable()).isEqualTo(FIXED + "mended");
    }
}
