package io.deadlockwatch.cli;

import static io.deadlockwatch.cli.Cli.FINDINGS;
import static io.deadlockwatch.cli.Cli.dump;
import static io.deadlockwatch.cli.Cli.run;
import static io.deadlockwatch.cli.Cli.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.cli.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzeTest {

    private static final String EARLY = "early.pb.gz";
    private static final String LATE = "late.pb.gz";

    @Test
    void persistenceNeedsTheTimeThatIsAskedFor() {
        String[] args = {
            "analyze",
            "--findings=" + FINDINGS,
            "--interval=15s",
            "--blocked-for=31s",
            snapshot("micro_DoubleSend", LATE),
            snapshot("micro_DoubleSend", LATE),
            snapshot("micro_DoubleSend", LATE)
        };

        assertThat(run(args).out()).doesNotContain("CONFIRMED");
        args[3] = "--blocked-for=30s";
        assertThat(run(args).out()).contains("CONFIRMED");
    }

    @Test
    void profilesTellThemselvesHowFarApartTheyAre() {
        assertThat(run("analyze", snapshot("micro_DoubleSend", EARLY), snapshot("micro_DoubleSend", LATE))
                        .out())
                .startsWith("2 snapshots over 1m12s, ");
        assertThat(run("analyze", snapshot("micro_DoubleSend", LATE), snapshot("micro_DoubleSend", EARLY)))
                .satisfies(run -> assertThat(run.code()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains(" ms before ").contains("oldest first"));
        assertThat(run("analyze", snapshot("micro_DoubleSend", LATE), snapshot("micro_DoubleSend", LATE)))
                .satisfies(run -> assertThat(run.code()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).contains("was taken at the same moment as "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"late.debug1.txt.gz", "late.debug2.txt.gz"})
    void textTellsTheSameStacksAsAProfile(String text) {
        String profile = snapshot("cockroach10214", LATE);

        Cli.Run both = run("analyze", "--interval=1m", profile, profile, snapshot("cockroach10214", text));

        // Were the stacks others, their smallest count over all three would be none.
        assertThat(run(
                                "explain",
                                "main.(*Replica_cockroach10214).reportUnreachable|sync.Mutex.Lock",
                                "--interval=1m",
                                profile,
                                profile,
                                snapshot("cockroach10214", text))
                        .out())
                .containsPattern("2m0s at least: in each of the snapshots since, never\\s+fewer than 51");
        assertThat(both.err()).isEmpty();
    }

    @Test
    void theStandardInputIsAFileToo() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(snapshot("kubernetes6632", LATE)))) {
            Cli.Run run = run(Style.PLAIN, in, "analyze", "--findings", FINDINGS, "-");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).contains("MATCHED    299 goroutines");
        }
        assertThat(run("analyze", "-", "-").err()).contains("can be read only once");
    }

    @Test
    void oneSnapshotShowsMatchesButNoVerdict() {
        assertThat(run("analyze", snapshot("kubernetes6632", LATE)).code()).isZero();
        assertThat(run("analyze", "--findings", FINDINGS, "--min-confidence=100", snapshot("kubernetes6632", LATE))
                        .code())
                .isZero();
    }

    @Test
    void whatIsIgnoredIsNotFound() {
        String[] args = {"analyze", "--findings", FINDINGS, snapshot("kubernetes6632", LATE), "--ignore", ""};

        for (String pattern : new String[] {
            "main.*WriteFrame", "bug.go", "main.(*idleAwareFramer_kubernetes6632).WriteFrame|chan send"
        }) {
            args[5] = pattern + "=TICKET-7";
            assertThat(run(args).code()).as(pattern).isZero();
            assertThat(run(args).out()).as(pattern).contains("(ignored: TICKET-7)");
        }
        args[5] = "other.go=TICKET-7";
        assertThat(run(args).code()).isEqualTo(1);
    }

    @Test
    void snapshotsOfDifferentProcessesAreRefused() {
        assertThat(run("analyze", snapshot("benign_service", LATE), snapshot("micro_NilSend", LATE)))
                .satisfies(run -> assertThat(run.code()).isEqualTo(2))
                .satisfies(run -> assertThat(run.out()).isEmpty())
                .satisfies(run -> assertThat(run.err()).contains("late.pb.gz: is of another build than "));
        assertThat(run("analyze", dump("globals_abba.1.txt.gz"), dump("service_abba.1.txt.gz"))
                        .err())
                .contains("is of another program than ", "no function in common");
    }

    @Test
    void idsTellProcessesOfOneProgramApart(@TempDir Path dir) throws IOException {
        String goroutine = """
                goroutine 7 [chan send]:
                main.work(0x1)
                \t/src/main.go:7 +0x1
                created by main.%s in goroutine 1
                \t/src/main.go:%d +0x1
                """;
        Path first = Files.writeString(dir.resolve("1.txt"), goroutine.formatted("start", 20));
        Path second = Files.writeString(dir.resolve("2.txt"), goroutine.formatted("restart", 30));

        assertThat(run("analyze", first.toString(), first.toString()).code()).isZero();
        assertThat(run("analyze", first.toString(), second.toString()).err())
                .contains(
                        "is of another process",
                        "goroutine 7 was started by main.start there and by main.restart here");
    }

    @Test
    void unreadableInputIsNamed(@TempDir Path dir) throws IOException {
        Path page = Files.writeString(dir.resolve("page.html"), "<html><head><title>404</title>");

        assertThat(run("analyze", page.toString()).err())
                .startsWith("deadlockwatch: " + page + ": not a goroutine snapshot but an HTML page");
        assertThat(run("analyze", dir.resolve("none").toString()))
                .isEqualTo(new Cli.Run(2, "", "deadlockwatch: " + dir.resolve("none") + ": no such file\n"));
        assertThat(run("analyze", "--findings=" + page, snapshot("micro_NilSend", LATE))
                        .err())
                .startsWith("deadlockwatch: " + page + ": not JSON at line 1");
        assertThat(run("analyze", "--model=" + page, dump("globals_abba.1.txt.gz"))
                        .err())
                .startsWith("deadlockwatch: " + page + ": not JSON");
    }

    @Test
    void hostileNamesDoNotReachTheTerminal(@TempDir Path dir) throws IOException {
        Path text = Files.writeString(
                dir.resolve("1.txt"),
                "goroutine 7 [chan send, 5 minutes]:\nmain.\u001b[2Jwork(0x1)\n\t/src/main.go:7 +0x1\n");

        Cli.Run run = run(new Style(true, 100), InputStream.nullInputStream(), "analyze", text.toString());

        assertThat(run.out()).contains("work").doesNotContain("\u001b[2J").contains("\u001b[1m");
    }

    @Test
    void colourIsForTerminals() {
        assertThat(run("analyze", snapshot("micro_NilSend", LATE)).out()).doesNotContain("\u001b");
        assertThat(run("--help").out()).doesNotContain("\u001b");
    }

    @Test
    void rejectedResultsAreWarnedOf(@TempDir Path dir) throws IOException {
        Path empty =
                Files.writeString(dir.resolve("x.sarif"), "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{}]}]}");

        Cli.Run run = run("analyze", "--findings=" + empty, snapshot("micro_RWMutexLock", LATE));

        assertThat(run.err()).isEqualTo("warning: " + empty + ": result 0: names neither a line nor a site\n");
    }
}
