package io.deadlockwatch.cli.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What the machine's own tar finds in an archive, so that ours is not its own judge. */
final class Untar {

    private Untar() {}

    /** The names of all files, and then what is in them. */
    static String text(Path archive) throws IOException {
        return run("tar", "tzf", archive.toString()) + run("tar", "xzOf", archive.toString());
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
