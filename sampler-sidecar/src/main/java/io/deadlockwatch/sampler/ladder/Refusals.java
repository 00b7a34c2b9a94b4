package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.RefusalReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts snapshots that were not taken. */
final class Refusals {

    private final Map<Rung, Map<RefusalReason, Long>> counts = new EnumMap<>(Rung.class);

    void add(Rung rung, RefusalReason reason) {
        Map<RefusalReason, Long> byReason = counts.get(rung);
        if (byReason == null) {
            byReason = new EnumMap<>(RefusalReason.class);
            counts.put(rung, byReason);
        }
        Long before = byReason.get(reason);
        byReason.put(reason, before == null ? 1 : before + 1);
    }

    /** Those that happened. */
    List<Refusal> list() {
        List<Refusal> list = new ArrayList<>();
        for (Map.Entry<Rung, Map<RefusalReason, Long>> rung : counts.entrySet()) {
            for (Map.Entry<RefusalReason, Long> count : rung.getValue().entrySet()) {
                list.add(new Refusal(rung.getKey().number(), count.getKey(), count.getValue()));
            }
        }
        return list;
    }
}
