package io.deadlockwatch.cli;

import static io.deadlockwatch.cli.Cli.FINDINGS;
import static io.deadlockwatch.cli.Cli.run;
import static io.deadlockwatch.cli.Cli.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.cli.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze",
                "analyse x",
                "analyze -o yaml x",
                "analyze --interval soon x",
                "analyze --interval 5 x",
                "analyze --interval 999999999h x",
                "analyze --min-confidence 101 x",
                "analyze --ignore main.f x",
                "analyze --ignore main.f= x",
                "watch",
                "watch https://127.0.0.1:6060",
                "watch http://user:secret@127.0.0.1:6060",
                "watch 127.0.0.1:99999",
                "watch not/a%url",
                "watch --interval 10ms 127.0.0.1:6060",
                "watch --deep --shallow 127.0.0.1:6060",
                "explain",
                "explain 12ab",
                "graph",
                "graph a b c",
                "findings check",
                "--what"
            })
    void wrongUsageIsExplained(String line) {
        Cli.Run run = run(line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).containsAnyOf("Usage: deadlockwatch", "Did you mean: deadlockwatch analyze?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "analyze --help",
                "watch --help",
                "explain --help",
                "graph --help",
                "findings --help",
                "findings check --help",
                "completion --help",
                "--version"
            })
    void helpIsNoError(String line) {
        Cli.Run run = run(line.split(" ", -1));

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("deadlockwatch");
    }

    @Test
    void findingsAreChecked(@TempDir Path dir) throws IOException {
        Path mixed = Files.writeString(dir.resolve("mixed.sarif"), """
                {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "vetter"}},
                  "results": [{}, {"partialFingerprints": {"deadlockwatchSite/v1": "main.F|select"}}]}]}
                """);

        assertThat(run("findings", "check", FINDINGS))
                .isEqualTo(new Cli.Run(0, FINDINGS + ": deadlock-guard 0.1.0, 4 usable, 0 rejected\n", ""));
        assertThat(run("findings", "check", mixed.toString()))
                .isEqualTo(new Cli.Run(
                        1,
                        mixed + ": vetter, 1 usable, 1 rejected\n  result 0: names neither a line nor a site\n",
                        ""));
        assertThat(run("findings", "check", snapshot("micro_NilSend", "late.pb.gz"))
                        .code())
                .isEqualTo(2);
    }

    @Test
    void bashTakesTheCompletionScriptAndCompletes() throws IOException, InterruptedException {
        Cli.Run run = run("completion");
        String script = run.out()
                + "\nCOMP_WORDS=(deadlockwatch gra) COMP_CWORD=1; _complete_deadlockwatch; echo \"=${COMPREPLY[*]}\"\n";

        Process bash = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.code()).isZero();
        assertThat(output).contains("=graph");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void anAnswerThatNobodyTakesIsNoSuccess() {
        PrintWriter closed = new PrintWriter(Writer.nullWriter()) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        Shell shell = new Shell(InputStream.nullInputStream(), closed, closed, Style.PLAIN, Interrupts.NONE);

        assertThat(Main.run(shell, "analyze", snapshot("benign_service", "late.pb.gz")))
                .isEqualTo(2);
    }
}
