package io.deadlockwatch.bench.measure;

import io.deadlockwatch.bench.input.BinaryProfile;
import io.deadlockwatch.bench.input.Shapes;
import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads a {@code debug=0} profile of 10,000 goroutines on 500 stacks, zipped as Go serves it. */
@State(Scope.Benchmark)
public class ProfileBenchmark {

    private final byte[] profile;
    private final GoroutineProfileReader reader = new GoroutineProfileReader();

    public ProfileBenchmark() {
        try {
            profile = BinaryProfile.of(Shapes.of(500, 1), 10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Benchmark
    public Snapshot read() throws IOException {
        return reader.read(new ByteArrayInputStream(profile));
    }
}
