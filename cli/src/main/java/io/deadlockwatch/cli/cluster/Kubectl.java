package io.deadlockwatch.cli.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The user's kubectl, which knows how to reach the cluster and who the user is.
 *
 * @param program name or path
 * @param flags that choose cluster and user: {@code --context=...}
 */
public record Kubectl(String program, List<String> flags) {

    private static final int OUTPUT = 64 << 10;
    private static final int SECONDS = 20;

    public Kubectl {
        flags = List.copyOf(flags);
    }

    /** The namespace of the chosen context. */
    public String namespace() throws ClusterException {
        String namespace = run("config", "view", "--minify", "--output=jsonpath={..namespace}");
        return namespace.isEmpty() ? "default" : namespace;
    }

    /** Starts it with these arguments. */
    Process start(String... arguments) throws ClusterException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(flags);
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new ClusterException("cannot run " + program + ": it must be on the PATH, or be named by --kubectl ("
                    + e.getMessage() + ")");
        }
    }

    private String run(String... arguments) throws ClusterException {
        Process process = start(arguments);
        try {
            String output = new String(process.getInputStream().readNBytes(OUTPUT), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new ClusterException(program + " did not end within " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new ClusterException(complaint(process));
            }
            return output;
        } catch (ClusterException e) {
            throw e;
        } catch (IOException e) {
            throw new ClusterException(program + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted");
        } finally {
            process.destroy();
        }
    }

    /** What it wrote to the standard error before it ended. */
    String complaint(Process process) throws IOException {
        String said = new String(process.getErrorStream().readNBytes(OUTPUT), StandardCharsets.UTF_8).strip();
        return program + ": " + (said.isEmpty() ? "ended without a word" : said);
    }
}
