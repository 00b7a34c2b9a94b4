package io.deadlockwatch.bench.measure;

import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads a {@code debug=2} dump and groups its goroutines, from the same bytes and stream as {@link ScanBenchmark}. */
@State(Scope.Benchmark)
public class DumpBenchmark {

    private final byte[] dump = ScanBenchmark.dump();
    private final GoroutineDumpReader reader = new GoroutineDumpReader();

    @Benchmark
    public Snapshot read() throws IOException {
        return reader.readSnapshot(new ByteArrayInputStream(dump));
    }
}
