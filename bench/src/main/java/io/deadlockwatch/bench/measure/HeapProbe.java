package io.deadlockwatch.bench.measure;

import io.deadlockwatch.bench.input.Hostile;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.SnapshotException;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads one input, {@code HeapProbe FILE} or {@code HeapProbe HOSTILE}, and says by its exit status what came of it: all of it, or as much as a limit allows. Out of memory is
 * any other status.
 */
final class HeapProbe {

    static final int WHOLE = 10;
    static final int LIMITED = 11;

    private static final long BYTES = 64L << 20;

    private HeapProbe() {}

    public static void main(String[] args) throws IOException {
        System.exit(probe(args[0]));
    }

    private static int probe(String input) throws IOException {
        try (InputStream in = open(input)) {
            Snapshot snapshot = new GoroutineDumpReader().readSnapshot(in);
            System.out.println(
                    snapshot.goroutines() + " goroutines, " + snapshot.stacks().size() + " stacks");
            return snapshot.truncated() ? LIMITED : WHOLE;
        } catch (SnapshotException e) {
            System.out.println(e.getMessage());
            return LIMITED;
        }
    }

    private static InputStream open(String input) throws IOException {
        boolean hostile = Arrays.stream(Hostile.values()).anyMatch(h -> h.name().equals(input));
        return hostile ? Hostile.valueOf(input).open(BYTES) : Files.newInputStream(Path.of(input));
    }
}
