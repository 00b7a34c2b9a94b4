package io.deadlockwatch.core.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Files in {@code testdata/}, which both languages share. */
public final class Fixtures {

    private static final Path ROOT = Path.of("..", "testdata");

    private Fixtures() {}

    /** The bytes of a file. */
    public static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static InputStream open(String path) {
        return new ByteArrayInputStream(bytes(path));
    }

    public static boolean exists(String path) {
        return Files.exists(ROOT.resolve(path));
    }

    /** The names of the directories in a directory, sorted. */
    public static List<String> directories(String path) {
        try (Stream<Path> entries = Files.list(ROOT.resolve(path))) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a gzipped file. */
    public static String gzippedText(String path) {
        try (InputStream in = new GZIPInputStream(open(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a tab-separated file, without comments. */
    public static List<List<String>> rows(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }
}
