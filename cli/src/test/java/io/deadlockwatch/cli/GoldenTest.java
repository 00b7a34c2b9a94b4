package io.deadlockwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole outputs, one folder each under {@code src/test/resources/golden}: {@code command} has the arguments, one a line, {@code T/} standing for {@code testdata/}; {@code out}
 * and {@code err} what must come, {@code exit} the exit code. After a change that is meant: {@code mvn -pl cli test -Dtest=GoldenTest -DargLine=-Dgolden.write=true}, and read the diff.
 */
class GoldenTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @TestFactory
    Stream<DynamicTest> everyFolder() throws IOException {
        List<Path> folders;
        try (Stream<Path> list = Files.list(GOLDEN)) {
            folders = list.sorted().toList();
        }
        assertThat(folders).isNotEmpty();
        return folders.stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("command"))) {
            arguments.add(
                    line.startsWith("T/")
                            ? Cli.TESTDATA.resolve(line.substring(2)).toString()
                            : line);
        }

        Cli.Run run = Cli.run(arguments.toArray(String[]::new));

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(folder.resolve("out"), run.out());
            Files.writeString(folder.resolve("err"), run.err());
            Files.writeString(folder.resolve("exit"), run.code() + "\n");
            return;
        }
        assertThat(run.out()).isEqualTo(Files.readString(folder.resolve("out")));
        assertThat(run.err()).isEqualTo(Files.readString(folder.resolve("err")));
        assertThat(run.code() + "\n").isEqualTo(Files.readString(folder.resolve("exit")));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("files that nothing uses")
                    .containsExactlyInAnyOrder("command", "out", "err", "exit");
        }
    }
}
