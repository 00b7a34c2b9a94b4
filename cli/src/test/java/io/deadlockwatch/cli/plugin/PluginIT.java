package io.deadlockwatch.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.cli.Interrupts;
import io.deadlockwatch.cli.Shell;
import io.deadlockwatch.cli.cluster.Cluster;
import io.deadlockwatch.cli.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people with the roles of the chart can and cannot do, on a real API server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginIT {

    private static final String OBJECTS = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: deadlockwatch.io/v1alpha1
            kind: DeadlockWatch
            metadata: {name: orders, namespace: shop}
            spec: {selector: {matchLabels: {app: orders}}}
            ---
            apiVersion: deadlockwatch.io/v1alpha1
            kind: BlockingIncident
            metadata: {name: orders-1f0c52aa, namespace: shop}
            spec: {watch: orders, workload: {kind: Deployment, name: orders}, site: "main.send|chan send"}
            """;
    private static final String STATUS = """
            {"status":{"state":"Open","verdict":"Confirmed","goroutines":12,"podsAffected":1,"firstSeen":"2026-11-21T19:00:00Z",
             "location":{"function":"main.send","file":"/src/bug.go","line":61,"waitReason":"chan send"}}}""";

    private final TestCluster cluster;
    private Path viewer = Path.of("");
    private Path editor = Path.of("");

    PluginIT() throws IOException {
        cluster = TestCluster.start();
    }

    @BeforeAll
    void people(@TempDir Path folder) throws IOException {
        cluster.kubectl(OBJECTS, "apply", "-f", "-");
        cluster.kubectl(
                "",
                "patch",
                "bi",
                "orders-1f0c52aa",
                "-n",
                "shop",
                "--subresource=status",
                "--type=merge",
                "-p",
                STATUS);
        viewer = cluster.userWith("view", "shop", folder);
        editor = cluster.userWith("edit", "shop", folder);
        awaitAggregation();
    }

    /** The controller manager adds the chart's rules to view and edit when it gets to it. */
    private void awaitAggregation() {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (as(viewer, "status").code() == 2 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @AfterAll
    void down() throws IOException {
        cluster.close();
    }

    @Test
    void aViewerSeesEverythingAndChangesNothing(@TempDir Path folder) {
        assertThat(as(viewer, "status").out()).contains("shop/orders  no status yet");
        assertThat(as(viewer, "incidents").out()).contains("orders-1f0c52aa", "bug.go:61");
        assertThat(as(viewer, "explain", "orders-1f0c52aa").code()).isEqualTo(1);
        assertThat(as(viewer, "support-bundle", "-f", folder.resolve("b.tgz").toString())
                        .err())
                .contains("left out the operator's pods: not allowed", "in a Role of namespace deadlockwatch");

        FakeCluster.Run refused = as(viewer, "suppress", "orders-1f0c52aa", "--reason", "not mine", "--until", "24h");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("not allowed: ", "resources: [\"blockingincidents\"]", "verbs: [\"patch\"]");
        assertThat(as(viewer, "findings", "push", sarif(), "--app-version", "1", "--name", "x")
                        .err())
                .contains("resources: [\"staticfindingsets\"]");
    }

    @Test
    void anEditorSuppressesAndPushes() throws IOException {
        FakeCluster.Run pushed = as(editor, "findings", "push", sarif(), "--image", "reg/shop/orders:1.4.2");
        assertThat(pushed.err()).isEmpty();
        assertThat(pushed.code()).isZero();
        assertThat(cluster.kubectl("", "get", "sfs", "-n", "shop", "-o", "name"))
                .contains("/orders-1.4.2");
        // The same again changes nothing.
        String before = generation();
        assertThat(as(editor, "findings", "push", sarif(), "--image", "reg/shop/orders:1.4.2")
                        .code())
                .isZero();
        assertThat(generation()).isEqualTo(before);

        cluster.kubectl(OBJECTS.replace("orders-1f0c52aa", "orders-2"), "apply", "-f", "-");
        assertThat(as(editor, "suppress", "orders-2", "--reason", "known, JIRA-1", "--until", "24h")
                        .err())
                .isEmpty();
        assertThat(as(editor, "incidents", "--all").out()).contains("Suppressed");
        assertThat(as(editor, "suppress", "orders-2", "--clear").code()).isZero();
        assertThat(as(editor, "incidents", "--all").out()).doesNotContain("Suppressed");
    }

    @Test
    void nobodySeesAnotherNamespaceWithoutTheRight() {
        FakeCluster.Run run = as(viewer, "incidents", "-n", "default");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("Ask for this rule in a Role of namespace default:");
        assertThat(as(viewer, "incidents", "-A").err()).contains("Ask for this rule in a ClusterRole:");
    }

    @Test
    void whatIsNotThereIsSaidInASentence() {
        assertThat(as(viewer, "explain", "nosuch"))
                .isEqualTo(new FakeCluster.Run(
                        2, "", "deadlockwatch: blockingincidents.deadlockwatch.io \"nosuch\" not found\n"));
        assertThat(as(editor, "dump", "nosuch").err()).contains("pods \"nosuch\" not found");
        assertThat(as(viewer, "status", "--context", "nosuch").err()).contains("nosuch");
    }

    private String generation() throws IOException {
        return cluster.kubectl("", "get", "sfs", "orders-1.4.2", "-n", "shop", "-o", "jsonpath={.metadata.generation}");
    }

    private static String sarif() {
        return Path.of("..", "testdata", "findings", "programs.sarif").toString();
    }

    private static FakeCluster.Run as(Path kubeconfig, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                InputStream.nullInputStream(),
                new PrintWriter(out),
                new PrintWriter(err),
                Style.PLAIN,
                Interrupts.NONE);
        String[] all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--kubeconfig", kubeconfig.toString(), "--kubectl", TestCluster.program()))
                .toArray(String[]::new);
        int code = PluginMain.run(new Tools(shell, Cluster::through, InstantSource.fixed(Instant.now())), all);
        return new FakeCluster.Run(code, out.toString(), err.toString());
    }
}
