package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.report.Phrases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What looking has cost the process so far. */
final class Costs {

    private record Cost(long count, long bytes, Duration total, Duration most) {
        static final Cost NONE = new Cost(0, 0, Duration.ZERO, Duration.ZERO);

        Cost plus(Target.Fetched fetched) {
            Duration took = fetched.took();
            return new Cost(
                    count + 1, bytes + fetched.bytes(), total.plus(took), took.compareTo(most) > 0 ? took : most);
        }
    }

    private final Map<Rung, Cost> costs = new EnumMap<>(Rung.class);
    private long failures;

    void add(Rung rung, Target.Fetched fetched) {
        costs.merge(rung, Cost.NONE.plus(fetched), (before, one) -> before.plus(fetched));
    }

    void failed() {
        failures++;
    }

    /** Whether any snapshot came. */
    boolean any() {
        return !costs.isEmpty();
    }

    /** For example {@code 24 snapshots (96 KB, 3ms each at most), 1 leak profile (...)}. */
    String words() {
        List<String> words = new ArrayList<>();
        costs.forEach((rung, cost) -> words.add(Phrases.count(cost.count(), rung.words()) + " ("
                + Phrases.bytes(cost.bytes()) + ", " + Phrases.duration(cost.most())
                + (cost.count() > 1 ? " each at most)" : " at most)")));
        if (failures > 0) {
            words.add(Phrases.count(failures, "attempt") + " without an answer");
        }
        return String.join(", ", words);
    }
}
