package io.deadlockwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole process, as a shell starts and ends it. */
@Timeout(60)
class InterruptTest {

    @ParameterizedTest
    @CsvSource({"INT, kubernetes6632, 1", "TERM, benign_service, 0"})
    void anInterruptedWatchSumsUpAndAnswers(String signal, String program, int code)
            throws IOException, InterruptedException {
        try (PprofServer server = new PprofServer().with("goroutine", Cli.snapshot(program, "late.pb.gz"))) {
            // A shell in the background ignores SIGINT, and so would all that it starts: the process is started as from
            // a terminal.
            Process process = new ProcessBuilder(
                            "env",
                            "--default-signal=INT",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.deadlockwatch.cli.Main",
                            "watch",
                            "--findings",
                            Cli.FINDINGS,
                            server.address())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(out.readLine()).contains("watching ");

                new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor();

                assertThat(out.lines().collect(Collectors.joining("\n")))
                        .contains("Watched http://" + server.address());
                assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isEqualTo(code);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
