package io.deadlockwatch.cli.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A kubectl that runs on and serves something, once it has said so on its standard output. */
final class Serving implements AutoCloseable {

    private static final int START_SECONDS = 20;

    private final Process process;
    private final String said;

    private Serving(Process process, String said) {
        this.process = process;
        this.said = said;
    }

    /** Starts it and waits for its first line. */
    static Serving start(Kubectl kubectl, String... arguments) throws ClusterException {
        Process process = kubectl.start(arguments);
        Serving serving = null;
        try {
            String line = firstLine(process).get(START_SECONDS, TimeUnit.SECONDS);
            if (line.isEmpty()) {
                throw new ClusterException(kubectl.complaint(process));
            }
            serving = new Serving(process, line);
            return serving;
        } catch (TimeoutException e) {
            throw new ClusterException(
                    kubectl.program() + " " + arguments[0] + " did not get going within " + START_SECONDS + " s");
        } catch (ClusterException e) {
            throw e;
        } catch (ExecutionException | IOException e) {
            throw new ClusterException(kubectl.program() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted");
        } finally {
            if (serving == null) {
                process.destroy();
            }
        }
    }

    /** Its standard output is read to the end, so that it never waits for a reader; empty if it ended without a line. */
    private static CompletableFuture<String> firstLine(Process process) {
        CompletableFuture<String> first = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                first.complete(line == null ? "" : line);
                while (line != null) {
                    line = lines.readLine();
                }
            } catch (IOException e) {
                first.complete("");
            }
        });
        return first;
    }

    /** Its first line. */
    String said() {
        return said;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
