package io.deadlockwatch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A few seconds of new inputs for each reader, the same ones each time as far as they get: what a change breaks at once shows at once. The long search is {@code make fuzz}. */
class ShortFuzzTest {

    private static final List<String> LIMITS = List.of("-max_total_time=3", "-seed=1");

    @ParameterizedTest
    @EnumSource
    void newInputsKeepTheRules(Target target, @TempDir Path work) throws IOException, InterruptedException {
        Path found = Files.createDirectory(work.resolve("found"));
        Path fresh = Files.createDirectory(work.resolve("fresh"));
        Path log = work.resolve("log");

        Process fuzzer = new ProcessBuilder(
                        Jazzer.command(target, found, LIMITS, fresh, CorpusTest.KEPT.resolve(target.folder())))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(fuzzer.waitFor())
                .as("the fuzzer's exit status; %s", Files.readString(log))
                .isZero();
        assertThat(Files.readString(log)).as("the fuzzer's own count").containsPattern("Done \\d{2,} runs");
    }
}
