package io.deadlockwatch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some seconds of new inputs for the readers, the same ones each time as far as they get: what a change breaks at once shows at once. The long search is {@code make fuzz}. */
class ShortFuzzTest {

    private static final List<String> LIMITS = List.of("-max_total_time=15", "-seed=1");

    @Test
    void newInputsKeepTheRules(@TempDir Path work) throws IOException, InterruptedException {
        Path found = Files.createDirectory(work.resolve("found"));
        Path fresh = Files.createDirectory(work.resolve("fresh"));
        Path kept = Files.createDirectory(work.resolve("kept"));
        Path log = work.resolve("log");
        EveryTarget.writeCorpus(CorpusTest.KEPT, kept);

        Process fuzzer = new ProcessBuilder(Jazzer.command(EveryTarget.class, found, LIMITS, fresh, kept))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(fuzzer.waitFor())
                .as("the fuzzer's exit status; %s", Files.readString(log))
                .isZero();
        assertThat(Files.readString(log)).as("the fuzzer's own count").containsPattern("Done \\d{3,} runs");
    }
}
