package io.deadlockwatch.cli.plugin;

import static io.deadlockwatch.cli.plugin.Objects.incident;
import static io.deadlockwatch.cli.plugin.Objects.suppressed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.cli.cluster.Call;
import io.deadlockwatch.cli.plugin.FakeCluster.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginTest {

    private static final String FINDINGS =
            Path.of("..", "testdata", "findings", "programs.sarif").toString();

    private final FakeCluster cluster = new FakeCluster();

    @Test
    void statusTellsWhatIsNotSeenAndWhatToDo() {
        cluster.withOurs("deadlockwatches", Objects.WATCH)
                .withOurs("blockingincidents", incident("orders-1", "Confirmed", 12, ""));

        Run run = cluster.run("status");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                shop/orders  coverage 90%
                  pods     18 of 20 observed, 2 unobserved, 5 with a sampler of another version
                  revision 7d9f: 18 of 20 pods observed, findings orders-1.4.2
                  gap      NotInjected, 2 pods, for example orders-x2x
                           created before the webhook; kubectl rollout restart deploy/orders
                  trouble  Covered is False (Gaps): two pods are not observed
                  open     1 incident; kubectl deadlockwatch explain NAME tells all about one
                           Confirmed  orders-1  12 goroutines at bug.go:61 for 1h0m
                """);
    }

    @Test
    void incidentsAreListedWorstFirstWithoutThoseThatNobodyWantsToHearOf() {
        cluster.withOurs(
                "blockingincidents",
                incident("few", "Suspected", 1, ""),
                incident("many", "Suspected", 9, ""),
                incident("sure", "Proven", 2, ""),
                incident("known", "Proven", 50, suppressed("2026-11-22T00:00:00Z")),
                incident("over", "Confirmed", 3, suppressed("2026-11-21T00:00:00Z")));

        Run run = cluster.run("incidents");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().lines().map(line -> line.split(" ", -1)[0]))
                .containsExactly("NAME", "sure", "over", "many", "few");
        assertThat(cluster.run("incidents", "--all").out()).contains("known", "Suppressed");
    }

    @Test
    void withNothingOpenTheAnswerIsClean() {
        cluster.withOurs("blockingincidents", incident("known", "Proven", 50, suppressed("2026-11-22T00:00:00Z")));

        assertThat(cluster.run("incidents"))
                .isEqualTo(new Run(0, "No open incident in shop; --all shows 1 resolved or suppressed.\n", ""));
    }

    @Test
    void aListComesInPages() throws IOException {
        String more = "{\"metadata\":{\"continue\":\"c/1=\"},\"items\":[" + incident("a", "Proven", 1, "") + "]}";
        String path = "/apis/deadlockwatch.io/v1alpha1/namespaces/shop/blockingincidents";
        cluster.with(path + "?limit=500&continue=c%2F1%3D", 200, "{\"items\":[" + incident("b", "Proven", 1, "") + "]}")
                .with(path, 200, more);

        Run run = cluster.run("incidents", "-o", "json");

        assertThat(new ObjectMapper().readTree(run.out()).path("items").findValuesAsText("name"))
                .contains("a", "b");
    }

    @Test
    void explainHasTheStackTheGraphTheReasonsAndCommandsToCopy() {
        cluster.withOne("blockingincidents", "orders-1", incident("orders-1", "Confirmed", 12, ""));

        Run run = cluster.run("explain", "orders-1");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("CONFIRMED  12 goroutines blocked in chan send, Deployment/orders\n")
                .contains(
                        "/src/bugs/bug.go:61",
                        "2026-11-21T19:00:00Z, 1h0m ago; opened 2 times",
                        "somebody to receive from a channel",
                        "- StaticMatch: a static finding predicted",
                        "- Telepathy\n",
                        "graph    goroutine 7 waits for 8",
                        "\n             kubectl deadlockwatch dump orders-x2x -n shop\n",
                        "\n             kubectl rollout restart deployment/orders -n shop\n",
                        "suppress orders-1 -n shop --reason 'why' --until 2026-11-28T00:00:00Z\n");
    }

    @Test
    void objectsForProgramsAreTheApisOwn() throws IOException {
        cluster.withOurs("deadlockwatches", Objects.WATCH).withOurs("blockingincidents");

        Run run = cluster.run("status", "-o", "yaml");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith(
                        "apiVersion: v1\nkind: List\nitems:\n- kind: DeadlockWatch\n  metadata:\n    name: orders\n")
                .contains("    coveragePercent: 90\n", "      message: \"created before the webhook; ")
                .doesNotContain("managedFields");
    }

    @ParameterizedTest
    @CsvSource({"status,deadlockwatches", "incidents,blockingincidents"})
    void aMissingRightIsNamedAsTheRuleToAskFor(String command, String resource) {
        cluster.with("/", 403, "{\"kind\":\"Status\",\"message\":\"User \\\"eve\\\" cannot list it\"}");

        Run run = cluster.run(command);

        assertThat(run).isEqualTo(new Run(2, "", """
                        deadlockwatch: not allowed: User "eve" cannot list it
                        Ask for this rule in a Role of namespace shop:
                        - apiGroups: ["deadlockwatch.io"]
                          resources: ["%s"]
                          verbs: ["list"]
                        """.formatted(resource)));
    }

    @Test
    void aClusterWithoutDeadlockWatchIsTold() {
        cluster.with("/", 404, "404 page not found\n");

        assertThat(cluster.run("incidents").err()).contains("DeadlockWatch is not installed in this cluster");
    }

    @Test
    void suppressWritesNothingButThat() {
        cluster.withOne("blockingincidents", "orders-1", "{}");

        Run run = cluster.run("suppress", "orders-1", "--reason", "known, JIRA-1", "--until", "2026-12-01");

        assertThat(run).isEqualTo(new Run(0, "shop/orders-1 is suppressed until 2026-12-01T00:00:00Z.\n", ""));
        Call call = cluster.calls().getLast();
        assertThat(call.type()).isEqualTo("application/merge-patch+json");
        assertThat(new String(call.body(), StandardCharsets.UTF_8))
                .contains("\"suppress\":{", "\"reason\":\"known, JIRA-1\"", "\"until\":\"2026-12-01T00:00:00Z\"");
        cluster.run("suppress", "orders-1", "--clear");
        assertThat(new String(cluster.calls().getLast().body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"spec\":{\"suppress\":null}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "suppress x",
                "suppress x --reason known",
                "suppress x --reason why --until 24h",
                "suppress x --reason because --until soon",
                "suppress x --reason because --until 2020-01-01",
                "suppress x --clear --until 24h",
                "suppress ../secrets --clear",
                "explain A/b",
                "verdict",
                "findings push x.sarif",
                "status -o xml",
                "--what"
            })
    void wrongUsageIsExplainedAndAsksNobody(String line) {
        Run run = cluster.run(line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotEmpty();
        assertThat(cluster.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"pass,0", "fail,1", "inconclusive,2"})
    void onlyAPassIsAPass(String verdict, int code) {
        cluster.with(
                "/api/v1/namespaces/deadlockwatch/services/http:deadlockwatch-canary:80/proxy/v1/canary/verdict"
                        + "?namespace=shop&workload=Rollout%2Forders&canary=7d9f",
                200, "{\"data\":{\"verdict\":\"" + verdict + "\",\"message\":\"so it is\",\"observedSeconds\":300}}");

        Run run = cluster.run("verdict", "--workload", "Rollout/orders", "--canary", "7d9f");

        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).contains("so it is");
    }

    @Test
    void theOperatorsOwnErrorIsShown() {
        cluster.with("/api/v1/namespaces/deadlockwatch/services/", 404, "{\"error\":\"two watches have pods\"}");

        assertThat(cluster.run("verdict", "--workload", "orders", "--canary", "x")
                        .err())
                .isEqualTo("deadlockwatch: the operator answers 404: two watches have pods\n");
    }

    @Test
    void findingsAreAppliedAsASetNamedAfterTheImage() throws IOException {
        cluster.withOne("staticfindingsets", "orders-1.4.2", "{}");

        Run run = cluster.run("findings", "push", FINDINGS, "--image", "reg:5000/shop/orders:1.4.2", "--ttl", "168h");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        Call call = cluster.calls().getLast();
        assertThat(call.path()).contains("fieldValidation=Strict");
        var spec = new ObjectMapper().readTree(call.body()).path("spec");
        assertThat(spec.path("appliesTo").path("images").path(0).asText()).isEqualTo("reg:5000/shop/orders:1.4.2");
        assertThat(spec.path("ttlAfterUnused").asText()).isEqualTo("168h");
        assertThat(spec.path("inline").asText()).startsWith("H4sI");
    }

    @Test
    void whatIsTooLargeForAFieldGoesIntoAConfigMap(@TempDir Path dir) throws IOException {
        byte[] noise = new byte[200_000];
        new Random(1).nextBytes(noise);
        String message = Base64.getEncoder().encodeToString(noise);
        Path file = Files.writeString(dir.resolve("large.sarif"), """
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "vetter", "fullName": "%s"}},
                  "results": [{"partialFingerprints": {"deadlockwatchSite/v1": "main.F|select"}}]}]}
                """.formatted(message));
        cluster.with("/api/v1/namespaces/shop/configmaps/big-findings", 200, "{}")
                .withOne("staticfindingsets", "big", "{}");

        Run run = cluster.run("findings", "push", file.toString(), "--app-version", "1", "--name", "big");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("in ConfigMap big-findings");
        assertThat(new String(cluster.calls().getLast().body(), StandardCharsets.UTF_8))
                .contains("\"key\":\"findings.sarif.gz\"")
                .doesNotContain("inline");
    }

    @Test
    void aBundleHasNoSecretsAndSaysWhatIsMissing(@TempDir Path dir) throws IOException {
        String pod = """
                {"metadata":{"name":"op-1"},"spec":{"containers":[{"name":"operator","image":"i:1","env":[{"name":"X","value":"hunter2"}]}]},
                 "status":{"phase":"Running"}}""";
        cluster.with("/version", 200, "{\"gitVersion\":\"v1.35.4\"}")
                .withOurs("deadlockwatches", Objects.WATCH)
                .withOurs("staticfindingsets", "{\"metadata\":{\"name\":\"s\"},\"spec\":{\"inline\":\"H4sIpayload\"}}")
                .with("/api/v1/namespaces/deadlockwatch/pods/op-1/log", 200, """
                        Authorization: Bearer abcdefghijklmnop
                        main.f(0xc000123, {0x45, 0x2})
                        all is well
                        """)
                .withList("/api/v1/namespaces/deadlockwatch/pods", pod);
        Path file = dir.resolve("b.tar.gz");

        Run run = cluster.run("support-bundle", "-f", file.toString());

        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("left out incidents.json: nothing there", "left out metrics/op-1.txt");
        String all = Untar.text(file);
        assertThat(all)
                .contains("v1.35.4", "logs/op-1-operator.log", "all is well", "main.f(...)", "coveragePercent")
                .doesNotContain("hunter2", "abcdefghijklmnop", "0xc000123", "H4sIpayload", "managedFields");
        assertThat(cluster.run("support-bundle", "-f", file.toString()).err()).contains("is there already");
    }
}
