package io.deadlockwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private static final Path TESTDATA = Path.of("..", "testdata");
    private static final String FINDINGS =
            TESTDATA.resolve("findings/programs.sarif").toString();
    private static final String EARLY = "early";
    private static final String LATE = "late";

    /** What the command wrote and answered. */
    record Run(int code, String out, String err) {}

    @Test
    void aLeakThatWasPredictedIsConfirmed() {
        Run run = run(
                "analyze",
                "--findings=" + FINDINGS,
                "--interval=1m",
                snapshot("micro_DoubleSend", EARLY),
                snapshot("micro_DoubleSend", LATE),
                snapshot("micro_DoubleSend", LATE));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("3 snapshots, 30 goroutines on 19 stacks")
                .contains("""
                        CONFIRMED  3 goroutines in chan send
                                   main.doubleSend
                                   dgcorpus/micro/commonpatterns.go:146
                                   - 3 goroutines in chan send at commonpatterns.go:146 for 2m0s, never fewer than 3
                                   - static finding DG1001 predicts it: second send on ch blocks for ever if main.DoubleSend receives once
                                   - confidence 100 = 0.45 x 100 (""")
                .contains("WAITING    8 goroutines in chan receive\n           dgcorpus/hx.(*Pool).worker\n")
                .contains("not waiting for other goroutines: ")
                .containsPattern("\\d+ IO wait");
        assertThat(run.out().indexOf("CONFIRMED")).isLessThan(run.out().indexOf("WAITING"));
    }

    @Test
    void bothSidesOfALockCycleAreConfirmed() {
        Run run = run(
                "analyze",
                "--findings",
                FINDINGS,
                "--interval=1m",
                "-o=json",
                snapshot("cockroach10214", EARLY),
                snapshot("cockroach10214", LATE),
                snapshot("cockroach10214", LATE));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out().split("\"verdict\" : \"confirmed\"", -1)).hasSize(3);
        assertThat(run.out())
                .contains("\"site\" : \"main.(*Replica_cockroach10214).reportUnreachable|sync.Mutex.Lock\"")
                .contains("\"schema\" : 1")
                .contains("\"goroutines\" : 51")
                .contains("\"evidence\" : [ \"Persistent\", \"StaticMatch\" ]")
                .contains("\"ruleId\" : \"DG1003\"")
                .contains("\"otherStates\" : {")
                .containsPattern("\"places\" : \\{\\s+\"[^\"]*/bug.go:61\" : 51\\s+}");
    }

    @Test
    void aHealthyServiceIsClean() {
        Run run = run(
                "analyze",
                "--findings",
                FINDINGS,
                "--interval=5m",
                snapshot("benign_service", EARLY),
                snapshot("benign_service", LATE),
                snapshot("benign_service", LATE));

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("WAITING    300 goroutines in select").doesNotContain("CONFIRMED", "SUSPECTED");
    }

    @Test
    void oneSnapshotShowsMatchesButNoVerdict() {
        Run run = run("analyze", "--findings", FINDINGS, snapshot("kubernetes6632", LATE));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("1 snapshot, ")
                .contains("MATCHED    299 goroutines in chan send")
                .contains("- static finding DG1001: send on resetChan blocks for ever")
                .doesNotContain("CONFIRMED");
        assertThat(run("analyze", snapshot("kubernetes6632", LATE)).code()).isZero();
        assertThat(run("analyze", "--findings", FINDINGS, "--min-confidence=100", snapshot("kubernetes6632", LATE))
                        .code())
                .isZero();
    }

    @Test
    void persistenceNeedsTheTimeThatIsAskedFor() {
        String[] args = {
            "analyze",
            "--findings=" + FINDINGS,
            "--blocked-for=31s",
            snapshot("micro_DoubleSend", LATE),
            snapshot("micro_DoubleSend", LATE),
            snapshot("micro_DoubleSend", LATE)
        };

        assertThat(run(args).out()).doesNotContain("CONFIRMED");
        args[2] = "--blocked-for=30s";
        assertThat(run(args).out()).contains("CONFIRMED");
    }

    @Test
    void snapshotsOfDifferentBuildsAreRefused() {
        Run run = run("analyze", snapshot("benign_service", LATE), snapshot("micro_NilSend", LATE));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("late.pb.gz: is of another build than ");
    }

    @Test
    void unreadableInputIsNamed(@TempDir Path dir) throws IOException {
        Path text = Files.writeString(dir.resolve("dump.txt"), "goroutine profile: total 7\n");

        assertThat(run("analyze", text.toString()))
                .isEqualTo(new Run(
                        2,
                        "",
                        "deadlockwatch: " + text
                                + ": not a protobuf profile but a text profile (ask for debug=0): it starts with"
                                + " \"goroutine profile: total\"\n"));
        assertThat(run("analyze", dir.resolve("none").toString()))
                .isEqualTo(new Run(2, "", "deadlockwatch: " + dir.resolve("none") + ": no such file\n"));
        assertThat(run("analyze", "--findings=" + text, snapshot("micro_NilSend", LATE))
                        .err())
                .startsWith("deadlockwatch: " + text + ": not JSON at line 1");
    }

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
                "findings check",
                "--what"
            })
    void wrongUsageIsExplained(String line) {
        Run run = run(line.split(" ", -1));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).containsAnyOf("Usage: deadlockwatch", "Did you mean: deadlockwatch analyze?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "analyze --help", "findings --help", "findings check --help", "--version"})
    void helpIsNoError(String line) {
        Run run = run(line.split(" ", -1));

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
                .isEqualTo(new Run(0, FINDINGS + ": deadlock-guard 0.1.0, 4 usable, 0 rejected\n", ""));
        assertThat(run("findings", "check", mixed.toString()))
                .isEqualTo(new Run(
                        1,
                        mixed + ": vetter, 1 usable, 1 rejected\n  result 0: names neither a line nor a site\n",
                        ""));
        assertThat(run("findings", "check", snapshot("micro_NilSend", LATE)).code())
                .isEqualTo(2);
    }

    @Test
    void rejectedResultsAreWarnedOf(@TempDir Path dir) throws IOException {
        Path empty =
                Files.writeString(dir.resolve("x.sarif"), "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{}]}]}");

        Run run = run("analyze", "--findings=" + empty, snapshot("micro_NilSend", LATE));

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEqualTo("warning: " + empty + ": result 0: names neither a line nor a site\n");
    }

    private static String snapshot(String program, String when) {
        return TESTDATA.resolve("snapshots/programs/" + program + "/" + when + ".pb.gz")
                .toString();
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
        return new Run(code, out.toString(), err.toString());
    }
}
