package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.judge.Leaks;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.sampler.time.Nanos;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What leak profiles have shown of the stacks in a ledger. That one profile does not list a leak again means little: its detector errs on the side of reachable, and a
 * pointer left on some stack is enough. So a stack stays leaked until {@value #ABSENT} profiles in a row do not list it, or until it is gone.
 */
public final class LeakEvidence {

    private static final int ABSENT = 3;

    private final Map<String, Row> rows = new HashMap<>();
    private long profiles;
    private long lastNanos;
    private boolean mainToo;

    /**
     * A profile was taken.
     *
     * @param held stacks that the ledger holds: of others nothing is reported
     * @return whether it lists any of these
     */
    public boolean add(Leaks leaks, Set<String> held, long now) {
        profiles++;
        lastNanos = now;
        mainToo = leaks.mainToo();
        rows.keySet().retainAll(held);
        for (Row row : rows.values()) {
            row.absent++;
        }
        boolean any = false;
        for (Map.Entry<String, Long> leak : leaks.byStack().entrySet()) {
            if (held.contains(leak.getKey())) {
                any = true;
                rows.put(leak.getKey(), new Row(leak.getValue(), now));
            }
        }
        Iterator<Row> each = rows.values().iterator();
        while (each.hasNext()) {
            if (each.next().absent >= ABSENT) {
                each.remove();
            }
        }
        return any;
    }

    /** How many goroutines on a stack are leaked; none if all that stand there came after they were listed. */
    public long leaked(LedgerEntry entry) {
        Row row = rows.get(entry.id());
        return row == null || entry.isGone() || entry.firstSeenNanos() - row.listedNanos > 0 ? 0 : row.goroutines;
    }

    public LeakSummary summary(long now) {
        return profiles == 0
                ? LeakSummary.NONE
                : new LeakSummary(profiles, Math.max(0, Nanos.toMillis(now - lastNanos)), mainToo);
    }

    /** Another incarnation, or a time in which nobody looked. */
    public void clear() {
        rows.clear();
        profiles = 0;
        mainToo = false;
    }

    private static final class Row {
        private final long goroutines;
        private final long listedNanos;
        private int absent;

        Row(long goroutines, long listedNanos) {
            this.goroutines = goroutines;
            this.listedNanos = listedNanos;
        }
    }
}
