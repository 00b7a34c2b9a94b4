package io.deadlockwatch.bench.measure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Does nothing with a dump but count its lines: what reading can cost at the least. */
@State(Scope.Benchmark)
public class ScanBenchmark {

    private static final int BUFFER = 1 << 16;

    private final byte[] dump = dump();

    @Benchmark
    public int lines() throws IOException {
        InputStream in = new ByteArrayInputStream(dump);
        byte[] buffer = new byte[BUFFER];
        int lines = 0;
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    lines++;
                }
            }
        }
        return lines;
    }

    /** The dump that the system property {@code bench.dump} names. */
    static byte[] dump() {
        try {
            return Files.readAllBytes(Path.of(System.getProperty("bench.dump", "dump.txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
