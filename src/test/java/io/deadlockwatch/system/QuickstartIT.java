package io.deadlockwatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.system.Walkthrough.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A newcomer with a cluster on which there is no DeadlockWatch: the quickstart, typed as it stands there, then what runbooks and guides say to look at, then the removal. What the pages
 * show is what is printed. It leaves nothing for other tests, so it wants a run of its own.
 */
@Tag("consumers")
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickstartIT {

    private static final String NAMESPACE = "orders";

    private final Cluster cluster = new Cluster();

    @BeforeAll
    void nothingIsThere() {
        cluster.kubectl("default", "delete", "namespace", NAMESPACE, "--ignore-not-found");
        cluster.run(cluster.tool("helm"), "uninstall", "deadlockwatch", "-n", Cluster.SYSTEM, "--ignore-not-found");
        cluster.kubectl("default", "delete", "namespace", Cluster.SYSTEM, "--ignore-not-found");
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    @Order(1)
    void theQuickstartEndsWithAnAlertThatNamesFunctionAndLine() throws IOException {
        type("docs/guides/quickstart.md", Map.of());
    }

    @Test
    @Order(2)
    void theRunbooksShowWhatTheySay() throws IOException {
        String incident = cluster.incidents(NAMESPACE).getFirst().getMetadata().getName();
        Map<String, String> names = Map.of("NAMESPACE", NAMESPACE, "INCIDENT", incident, "WATCH", "orders");

        assertThat(type("docs/runbooks/DeadlockProven.md", names)).contains("verdict: Confirmed", "stack:");
        assertThat(type("docs/runbooks/DeadlockConfirmed.md", names))
                .contains("verdict: Confirmed", "finding:", "confidencePercent:", "pods:");
        assertThat(type("docs/runbooks/DeadlockWatchCoverageLow.md", names)).containsPattern("Coverage Percent: +100");
        assertThat(type("docs/runbooks/DeadlockWatchInjectionBroken.md", names))
                .contains(
                        "deadlockwatch_injection_selftest_success",
                        "deadlockwatch_injection_stuck_pods",
                        "deadlockwatch_injection_suspended",
                        "deadlockwatch_certificate_expiry");
    }

    @Test
    @Order(2)
    void aVerdictIsToldByHand() throws IOException {
        String hash = cluster.pods(NAMESPACE, "orders")
                .getFirst()
                .getMetadata()
                .getLabels()
                .get("pod-template-hash");

        assertThat(type("docs/guides/canary.md", Map.of("NAMESPACE", NAMESPACE, "WORKLOAD", "orders", "HASH", hash)))
                .contains("\"verdict\":\"fail\"");
    }

    @Test
    @Order(3)
    void afterTheRemovalNothingIsLeft() throws IOException {
        type("docs/guides/installing.md", Map.of());

        assertThat(cluster.kubectl(
                        "default",
                        "get",
                        "namespaces,customresourcedefinitions,clusterroles,clusterrolebindings,mutatingwebhookconfigurations,validatingadmissionpolicies",
                        "-o",
                        "name"))
                .doesNotContain("deadlockwatch");
    }

    /** Types what a page marks as run by this test, and returns all that was printed. What a page shows may take a while to come. */
    private String type(String page, Map<String, String> names) throws IOException {
        StringBuilder printed = new StringBuilder();
        for (Step step : Walkthrough.of(Files.readString(Path.of(cluster.file(page))), "QuickstartIT")
                .steps()) {
            if (step.expected().isEmpty()) {
                printed.append(type(named(step.commands(), names)));
            } else {
                Cluster.await("what the page shows of:\n" + step.commands())
                        .untilAsserted(() -> assertShown(type(named(step.commands(), names)), step.expected()));
            }
        }
        return printed.toString();
    }

    private static void assertShown(String output, List<Pattern> expected) {
        assertThat(expected).allSatisfy(line -> assertThat(output).containsPattern(line));
    }

    /** Words in capitals stand for names that a reader puts there. */
    private static String named(String commands, Map<String, String> names) {
        String named = commands;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    /** In the root of the repository, with the tools on the path. The registry is the local cluster's nodes. */
    private String type(String commands) {
        return cluster.run(
                "bash",
                "-euo",
                "pipefail",
                "-c",
                "cd '%s'; export REGISTRY=localhost PATH='%s':\"$PATH\"\n%s"
                        .formatted(
                                cluster.root(), Path.of(cluster.tool("kubectl")).getParent(), commands));
    }
}
