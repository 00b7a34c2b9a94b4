package io.deadlockwatch.sampler.ladder;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.Dumps;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.StackDetail;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the last two dumps have shown of the stacks in a ledger: printed waits, and which goroutines stood there in both. */
public final class DumpEvidence {

    private Map<String, StackDetail> before = Map.of();
    private Map<String, StackDetail> last = Map.of();
    private long beforeNanos;
    private long lastNanos;

    /**
     * A dump was taken.
     *
     * @param held stacks that the ledger holds: of others nothing is kept
     */
    public void add(Snapshot dump, FunctionNames names, Set<String> held, long now) {
        Map<String, StackDetail> details = new HashMap<>();
        for (StackCount stack : dump.stacks()) {
            String id = StackFingerprint.of(stack.stack(), names);
            if (held.contains(id)) {
                details.put(id, stack.detail());
            }
        }
        before = last;
        beforeNanos = lastNanos;
        last = details;
        lastNanos = now;
    }

    /** What they tell of the goroutines on a stack; nothing if all that stand there came after the last dump. */
    public Dumps of(LedgerEntry entry) {
        StackDetail now = last.get(entry.id());
        if (now == null || entry.isGone() || entry.firstSeenNanos() - lastNanos > 0) {
            return Dumps.NONE;
        }
        StackDetail then = before.get(entry.id());
        return then == null ? Dumps.of(now) : Dumps.of(then, now, Duration.ofNanos(lastNanos - beforeNanos));
    }

    /** Another incarnation, or a time in which nobody looked. */
    public void clear() {
        before = Map.of();
        last = Map.of();
    }
}
