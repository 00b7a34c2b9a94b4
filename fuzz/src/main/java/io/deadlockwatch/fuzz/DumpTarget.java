package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.SnapshotException;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.text.TextLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code debug=2} and crashes: {@link GoroutineDumpReader}, both what it groups and what it tells one by one. */
public final class DumpTarget {

    /** Limits that small inputs meet. */
    static final TextLimits TIGHT = new TextLimits(4_096, 128, 40, 6, 6, 24, 512, 8, 8);

    private static final List<TextLimits> LIMITS = List.of(TextLimits.DEFAULTS, TIGHT);

    private DumpTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        for (TextLimits limits : LIMITS) {
            GoroutineDumpReader reader = new GoroutineDumpReader(limits);
            Optional<Snapshot> snapshot = TwoReadings.of(input, SnapshotException.class, reader::readSnapshot);
            Optional<Dump> dump = TwoReadings.of(input, SnapshotException.class, reader::readDump);
            snapshot.ifPresent(grouped -> SnapshotRules.check(grouped, limits.maxStacks(), limits.maxFrames()));
            dump.ifPresent(single -> check(single, limits));
            Must.hold(snapshot.isPresent() == dump.isPresent(), "read one way and refused the other", snapshot);
            if (snapshot.isPresent() && dump.isPresent()) {
                long all = snapshot.get().goroutines();
                Must.hold(dump.get().goroutines().size() <= all, "more goroutines one by one than in groups", all);
            }
        }
    }

    private static void check(Dump dump, TextLimits limits) {
        SnapshotRules.problems(dump.problems());
        Must.hold(dump.goroutines().size() <= limits.maxGoroutines(), "more goroutines than allowed", dump);
        for (Goroutine goroutine : dump.goroutines()) {
            Must.hold(goroutine.calls().size() <= limits.maxFrames(), "a stack deeper than allowed", goroutine);
            Must.hold(goroutine.minutes() >= 0, "a wait that ends before it begins", goroutine);
        }
    }
}
