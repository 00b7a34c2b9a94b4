package io.deadlockwatch.bench.input;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The {@code debug=2} dumps that are measured. */
public enum Dumps {
    /** As large as Go prints them. A page less, because the last goroutine may go over. */
    LARGE(100_000, 500, (64L << 20) - 4096),
    SMALL(10_000, 500, (64L << 20) / 10),
    /** No two goroutines alike, with as many bytes to each as shapes without a choice have. */
    SMALL_DISTINCT(10_000, 9_999, 64L << 20);

    private static final long SEED = 20_261_121;

    private final int goroutines;
    private final int stacks;
    private final long bytes;

    Dumps(int goroutines, int stacks, long bytes) {
        this.goroutines = goroutines;
        this.stacks = stacks;
        this.bytes = bytes;
    }

    /** How many goroutines it has, the one that takes it among them. */
    public int goroutines() {
        return goroutines;
    }

    /** How many stacks differ, that of the goroutine that takes it left out. */
    public int stacks() {
        return stacks;
    }

    public void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            write(out);
        }
    }

    /** The stream stays open. */
    public void write(OutputStream out) throws IOException {
        new TextDump(Shapes.of(stacks, SEED), SEED).write(goroutines, bytes, out);
    }
}
