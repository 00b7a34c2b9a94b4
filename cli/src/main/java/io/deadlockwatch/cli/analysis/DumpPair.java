package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.Dumps;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the first and the last text dump of a process tell of each stack: those furthest apart say most. */
final class DumpPair {

    private final FunctionNames names;
    private Map<String, StackCount> first = Map.of();
    private Map<String, StackCount> latest = Map.of();
    private long firstNanos;
    private long latestNanos;
    private int count;

    DumpPair(FunctionNames names) {
        this.names = names;
    }

    void add(Snapshot snapshot, long nanos) {
        latest = new HashMap<>();
        latestNanos = nanos;
        for (StackCount stack : snapshot.stacks()) {
            latest.put(StackFingerprint.of(stack.stack(), names), stack);
        }
        if (count++ == 0) {
            first = latest;
            firstNanos = nanos;
        }
    }

    Dumps of(String fingerprint) {
        StackCount now = latest.get(fingerprint);
        if (now == null) {
            return Dumps.NONE;
        }
        StackCount before = first.get(fingerprint);
        return count < 2 || before == null
                ? Dumps.of(now.detail())
                : Dumps.of(before.detail(), now.detail(), Duration.ofNanos(latestNanos - firstNanos));
    }
}
