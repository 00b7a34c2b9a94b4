package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.sampler.ladder.Rung;
import io.deadlockwatch.sampler.time.Nanos;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What fetching has cost since the epoch began, by rung and outcome. */
final class Tallies {

    private static final long NANOS_PER_MICRO = 1_000;

    private final Map<Rung, Map<SnapshotOutcome, Sum>> sums = new EnumMap<>(Rung.class);

    /** A snapshot that brought something: {@code pauseNanos} of {@code nanos} the target may have stood still. */
    void add(Rung rung, SnapshotOutcome outcome, long bytes, long nanos, long pauseNanos) {
        Map<SnapshotOutcome, Sum> byOutcome = sums.get(rung);
        if (byOutcome == null) {
            byOutcome = new EnumMap<>(SnapshotOutcome.class);
            sums.put(rung, byOutcome);
        }
        Sum sum = byOutcome.get(outcome);
        if (sum == null) {
            sum = new Sum();
            byOutcome.put(outcome, sum);
        }
        sum.count++;
        sum.bytes += bytes;
        sum.nanos += nanos;
        sum.pauseNanos += pauseNanos;
    }

    /** A fetch that brought nothing: all of its time the target may have stood still. */
    void addFailed(Rung rung, SnapshotOutcome outcome, long nanos) {
        add(rung, outcome, 0, nanos, nanos);
    }

    List<SnapshotTally> list() {
        List<SnapshotTally> tallies = new ArrayList<>();
        for (Map.Entry<Rung, Map<SnapshotOutcome, Sum>> rung : sums.entrySet()) {
            for (Map.Entry<SnapshotOutcome, Sum> entry : rung.getValue().entrySet()) {
                Sum sum = entry.getValue();
                tallies.add(new SnapshotTally(
                        rung.getKey().number(),
                        entry.getKey(),
                        sum.count,
                        sum.bytes,
                        Nanos.toMillis(sum.nanos),
                        sum.pauseNanos / NANOS_PER_MICRO));
            }
        }
        return tallies;
    }

    private static final class Sum {
        private long count;
        private long bytes;
        private long nanos;
        private long pauseNanos;
    }
}
