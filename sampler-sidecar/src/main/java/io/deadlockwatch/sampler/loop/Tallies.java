package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What fetching has cost since the epoch began, by outcome; one rung so far. */
final class Tallies {

    private static final int RUNG = 1;

    private final Map<SnapshotOutcome, Sum> sums = new EnumMap<>(SnapshotOutcome.class);

    void add(SnapshotOutcome outcome, long bytes, long nanos) {
        Sum sum = sums.get(outcome);
        if (sum == null) {
            sum = new Sum();
            sums.put(outcome, sum);
        }
        sum.count++;
        sum.bytes += bytes;
        sum.nanos += nanos;
    }

    List<SnapshotTally> list() {
        List<SnapshotTally> tallies = new ArrayList<>();
        for (Map.Entry<SnapshotOutcome, Sum> entry : sums.entrySet()) {
            Sum sum = entry.getValue();
            tallies.add(new SnapshotTally(RUNG, entry.getKey(), sum.count, sum.bytes, Nanos.toMillis(sum.nanos)));
        }
        return tallies;
    }

    private static final class Sum {
        private long count;
        private long bytes;
        private long nanos;
    }
}
