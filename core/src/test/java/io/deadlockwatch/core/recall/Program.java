package io.deadlockwatch.core.recall;

import io.deadlockwatch.core.reader.SnapshotReader;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.testkit.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A program of {@code testdata/snapshots/programs}, with what is known of it. */
record Program(String name) {

    static List<Program> all() {
        return Fixtures.directories("snapshots/programs").stream()
                .map(Program::new)
                .toList();
    }

    /** What is blocked for ever. */
    Set<Group> blocked() {
        return Fixtures.rows(path("truth.tsv")).stream()
                .filter(row -> row.getFirst().equals("blocked"))
                .map(Group::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean has(String file) {
        return Fixtures.exists(path(file));
    }

    Snapshot read(String file) {
        try {
            return new SnapshotReader().read(Fixtures.open(path(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(path(file), e);
        }
    }

    private String path(String file) {
        return "snapshots/programs/" + name + "/" + file;
    }

    @Override
    public String toString() {
        return name;
    }
}
