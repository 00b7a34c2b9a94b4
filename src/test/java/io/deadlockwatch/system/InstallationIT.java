package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the chart brings to check itself. */
@ExtendWith(Installed.class)
class InstallationIT {

    @Test
    void helmTestFindsNothingWrong(Cluster cluster) {
        String output = cluster.run(
                cluster.tool("helm"),
                "test",
                "deadlockwatch",
                "--namespace",
                Cluster.SYSTEM,
                "--logs",
                "--timeout",
                "4m");

        assertThat(output)
                .containsPattern("Phase: +Succeeded")
                .contains("operator and webhook are ready, and new pods get a sampler");
    }
}
