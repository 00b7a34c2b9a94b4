package io.deadlockwatch.bench;

import io.deadlockwatch.bench.report.Results;
import io.deadlockwatch.bench.report.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs all measurements and prints one table: {@code Main DIRECTORY PANICPARSE}. Inputs and {@code results.json} are written to the directory; the second argument is
 * the program in {@code bench/panicparse}, built.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: Main DIRECTORY PANICPARSE");
            System.exit(2);
        }
        Path directory = Path.of(args[0]);
        Files.createDirectories(directory);
        Results results = new Run(directory, Path.of(args[1])).measure();
        write(results, directory.resolve("results.json"));
        print(results);
    }

    private static void write(Results results, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            results.write(out);
        }
    }

    private static void print(Results results) {
        System.out.println();
        results.machine().forEach((name, fact) -> System.out.println(name + ": " + fact));
        System.out.println();
        System.out.print(Table.of(results.rows()));
        System.out.println();
        for (Map.Entry<String, ?> note : results.notes().entrySet()) {
            System.out.println(note.getKey() + ": " + note.getValue());
        }
    }
}
