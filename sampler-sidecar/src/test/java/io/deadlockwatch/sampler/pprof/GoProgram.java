package io.deadlockwatch.sampler.pprof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The Go program under {@code go/blocked}, built and run: three goroutines in a channel send, one in a lock. Go is a prerequisite of the build. */
public final class GoProgram implements AutoCloseable {

    private final Process process;
    private final int port;

    private GoProgram(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Builds it into a folder, with the Go that is installed. */
    public static Path build(Path folder) throws IOException, InterruptedException {
        return build(folder, "local");
    }

    /** Builds it with that Go, which Go itself fetches if need be. */
    public static Path build(Path folder, String toolchain) throws IOException, InterruptedException {
        Path program = folder.resolve("blocked");
        ProcessBuilder builder = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(sources().toFile())
                .redirectErrorStream(true);
        builder.environment().put("GOTOOLCHAIN", toolchain);
        Process go = builder.start();
        String output = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (go.waitFor() != 0) {
            throw new IOException("go build failed: " + output);
        }
        return program;
    }

    private static Path sources() {
        URL main = Objects.requireNonNull(GoProgram.class.getResource("/go/blocked/main.go"));
        return Path.of(URI.create(main.toString())).resolveSibling(".");
    }

    /** Runs it and waits until it serves. */
    public static GoProgram start(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            return new GoProgram(process, Integer.parseInt(String.valueOf(out.readLine())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it serves pprof. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
