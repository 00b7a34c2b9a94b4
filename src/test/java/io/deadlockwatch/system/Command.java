package io.deadlockwatch.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program as a person would, and gives back what it printed. */
final class Command {

    /** How a program ended. */
    record Result(int status, String output) {}

    private static final long LIMIT_MINUTES = 5;

    private Command() {}

    /**
     * Runs a program to its end.
     *
     * @param input for its standard input
     * @throws IllegalStateException if it has not ended after five minutes
     */
    static Result run(String input, List<String> words) {
        try {
            Path in = Files.createTempFile("deadlockwatch-in", "");
            Path out = Files.createTempFile("deadlockwatch-out", "");
            try {
                Files.writeString(in, input);
                Process process = new ProcessBuilder(words)
                        .redirectInput(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("no end after %d min: %s".formatted(LIMIT_MINUTES, words));
                }
                return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + words, e);
        }
    }
}
