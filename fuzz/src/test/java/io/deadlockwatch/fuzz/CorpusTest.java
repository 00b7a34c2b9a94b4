package io.deadlockwatch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that was worth keeping still keeps the rules: those that once broke one, and those that reach where others do not. */
class CorpusTest {

    static final Path KEPT = Path.of("corpus");

    @ParameterizedTest
    @EnumSource
    void keptInputsKeepTheRules(Target target) throws IOException {
        List<Path> inputs = EveryTarget.inputs(KEPT.resolve(target.folder()));

        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            byte[] bytes = Files.readAllBytes(input);
            assertThatCode(() -> target.check(bytes)).as("%s", input).doesNotThrowAnyException();
        }
    }
}
