package io.deadlockwatch.cli;

import static io.deadlockwatch.cli.Cli.FINDINGS;
import static io.deadlockwatch.cli.Cli.run;
import static io.deadlockwatch.cli.Cli.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {

    @Test
    void oneLookIsEnoughForAMatch() throws IOException {
        try (PprofServer server = new PprofServer().with("goroutine", snapshot("kubernetes6632", "late.pb.gz"))) {
            Cli.Run run = run("watch", "--once", "--findings", FINDINGS, server.address());

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out())
                    .containsPattern("watching \\d+ goroutines on \\d+ stacks")
                    .contains("Watched http://" + server.address() + "/debug/pprof for ")
                    .contains("MATCHED    299 goroutines where a finding predicts a block, in chan send")
                    .contains("explain STACK 1.pb.gz, after curl -o 1.pb.gz http://" + server.address());
            assertThat(server.requests()).isEqualTo(1);
        }
    }

    @Test
    void programsGetTheSummaryAlone() throws IOException {
        try (PprofServer server = new PprofServer().with("goroutine", snapshot("kubernetes6632", "late.pb.gz"))) {
            Cli.Run run = run("watch", "--once", "-o", "json", "--findings", FINDINGS, server.address());

            assertThat(run.out()).startsWith("{").contains("\"worst\" : \"matched\"");
            assertThat(run.err()).contains("watching ");
        }
    }

    @Test
    void whatIsNoPprofIsRefused() throws IOException {
        try (PprofServer server = new PprofServer()) {
            assertThat(run("watch", server.address()))
                    .isEqualTo(new Cli.Run(
                            2,
                            "",
                            "deadlockwatch: HTTP 404 at /debug/pprof/goroutine: net/http/pprof is not routed there\n"));
            assertThat(run("watch", "http://" + server.address() + "/moved").err())
                    .contains("HTTP 302", "redirects are not followed");
            assertThat(run("watch", "http://" + server.address() + "/page").err())
                    .contains("an HTML page");
            server.with("goroutine", FINDINGS);
            assertThat(run("watch", server.address()).err()).startsWith("deadlockwatch: http://" + server.address());
            server.with("goroutine", snapshot("cockroach10214", "leak.debug1.txt.gz"));
            assertThat(run("watch", server.address()).code()).isEqualTo(2);
        }
    }

    @Test
    void whereNobodyListensThereIsNothingToWatch() throws IOException {
        String gone;
        try (PprofServer server = new PprofServer()) {
            gone = server.address();
        }

        assertThat(run("watch", gone)).isEqualTo(new Cli.Run(2, "", "deadlockwatch: nobody listens on " + gone + "\n"));
    }

    /** A real Go program, from its socket to the verdict. The leak profile of Go 1.26 is not compiled in. */
    @Test
    void aGoProgramIsWatchedUntilTheTimeIsUp(@TempDir Path dir) throws IOException, InterruptedException {
        Path program = build(dir);
        Process process = new ProcessBuilder(program.toString()).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String address = "127.0.0.1:" + out.readLine();

            Cli.Run run = run(
                    "watch", "--deep", "--pause-budget=2s", "--interval=1s", "--blocked-for=2s", "--for=6s", address);

            assertThat(run.out())
                    .contains("watching ")
                    .contains("fetched a debug=2 dump to see ages and ids of ")
                    .contains("3  chan send in main.send");
            assertThat(run.code()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path build(Path dir) throws IOException, InterruptedException {
        Path program = dir.resolve("stuck");
        Process go = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(Path.of("src/test/resources/go/stuck").toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(go.getInputStream(), StandardCharsets.UTF_8))) {
            String log = out.lines().collect(Collectors.joining("\n"));
            assertThat(go.waitFor()).as(log).isZero();
        }
        return program;
    }
}
