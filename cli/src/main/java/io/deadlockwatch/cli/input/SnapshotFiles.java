package io.deadlockwatch.cli.input;

import io.deadlockwatch.cli.analysis.Taken;
import io.deadlockwatch.core.reader.SnapshotReader;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the snapshots of one process that a user names, oldest first, each in whatever form Go wrote it.
 *
 * @param sources in that order
 * @param taken what they hold
 * @param clock how far apart they are, and who says so
 */
public record SnapshotFiles(List<Source> sources, List<Taken> taken, SnapshotTimes clock) {

    /** Most files at once. */
    public static final int MAX_FILES = 1_000;

    private static final String STDIN = "-";

    /**
     * Reads all of them.
     *
     * @param interval how far apart they are; empty: as their own times say
     * @param warnings told of what could not be used
     * @throws InputException if one cannot be read, or is of another process
     */
    public static SnapshotFiles read(
            List<Path> files, InputStream stdin, Optional<Duration> interval, Consumer<String> warnings)
            throws InputException {
        List<Source> sources = sources(files, stdin);
        List<Snapshot> snapshots = new ArrayList<>();
        for (Source source : sources) {
            Snapshot snapshot = read(source);
            snapshot.problems().forEach(problem -> warnings.accept(source.name() + ": " + problem));
            snapshots.add(snapshot);
        }
        refuseOthers(taken(sources, snapshots, Collections.nCopies(snapshots.size(), 0L)));
        SnapshotTimes times = SnapshotTimes.of(sources, snapshots, interval);
        return new SnapshotFiles(sources, taken(sources, snapshots, times.nanos()), times);
    }

    private static List<Taken> taken(List<Source> sources, List<Snapshot> snapshots, List<Long> nanos) {
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < snapshots.size(); i++) {
            taken.add(new Taken(sources.get(i).name(), snapshots.get(i), nanos.get(i)));
        }
        return taken;
    }

    private static List<Source> sources(List<Path> files, InputStream stdin) throws InputException {
        if (files.size() > MAX_FILES) {
            throw new InputException(
                    files.get(MAX_FILES).toString(), "is one of " + files.size() + " files, limit is " + MAX_FILES);
        }
        List<Source> sources = new ArrayList<>();
        boolean stdinTaken = false;
        for (Path file : files) {
            if (!file.toString().equals(STDIN)) {
                sources.add(Source.of(file));
            } else if (stdinTaken) {
                throw new InputException(STDIN, "the standard input can be read only once");
            } else {
                stdinTaken = true;
                sources.add(Source.of("standard input", stdin));
            }
        }
        return sources;
    }

    private static Snapshot read(Source source) throws InputException {
        try (InputStream in = source.open()) {
            return new SnapshotReader().read(in);
        } catch (IOException e) {
            throw new InputException(source.name(), e);
        }
    }

    private static void refuseOthers(List<Taken> taken) throws InputException {
        SameProcess same = new SameProcess();
        for (int i = 1; i < taken.size(); i++) {
            Taken first = taken.getFirst();
            Taken before = taken.get(i - 1);
            Taken later = taken.get(i);
            // Against the one before it too: a profile tells no ids, so the first file may have little to hold against.
            Optional<String> why = same.contradiction(first, later).or(() -> same.contradiction(before, later));
            if (why.isPresent()) {
                throw new InputException(later.name(), why.get());
            }
        }
    }
}
