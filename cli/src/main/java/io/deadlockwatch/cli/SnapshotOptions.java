package io.deadlockwatch.cli;

import io.deadlockwatch.cli.input.InputException;
import io.deadlockwatch.cli.input.SnapshotFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How far apart snapshots are. */
final class SnapshotOptions {

    static final String FILES =
            "Goroutine snapshots of one process, oldest first: debug=0, 1 or 2, leak profiles, crashes, gzipped or not; - is the standard input.";

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = Durations.class,
            description =
                    "Time between two snapshots (default: what they say themselves; text says nothing, and counts as taken with the one before it).")
    private @Nullable Duration interval;

    SnapshotFiles read(List<Path> files, Shell shell) throws InputException {
        return SnapshotFiles.read(files, shell.in(), Optional.ofNullable(interval), shell::warn);
    }
}
