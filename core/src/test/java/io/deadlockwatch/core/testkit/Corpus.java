package io.deadlockwatch.core.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The snapshots of real programs in {@code testdata/snapshots}. */
public final class Corpus {

    private static final Path ROOT = Path.of("..", "testdata");

    private Corpus() {}

    /** The folders in {@code programs}. */
    public static List<String> programs() {
        return folders("snapshots/programs");
    }

    /** The folders in {@code go-versions} that hold snapshots. */
    public static List<String> goVersions() {
        return folders("snapshots/go-versions").stream()
                .filter(name -> !name.equals("src"))
                .toList();
    }

    /** Paths of all {@code debug=2} dumps that pprof wrote. */
    public static List<String> dumps() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("snapshots"))) {
            return files.map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.matches(".*/(late\\.)?(debug2|leak2)[a-z_]*\\.txt\\.gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> folders(String path) {
        try (Stream<Path> files = Files.list(ROOT.resolve(path))) {
            return files.filter(Files::isDirectory)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
