package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.StackTable.Row;
import java.util.Map;
import java.util.Objects;

/** What tests say of a pod's stacks. */
public final class Tables {

    private Tables() {}

    /** Entries and the stacks they are of, by ids that need be no fingerprints. */
    public static StackTable of(Map<String, StackEntry> entries, Map<String, Stack> stacks) {
        return StackTable.of(entries.entrySet().stream()
                .map(entry -> {
                    Stack stack = Objects.requireNonNull(stacks.get(entry.getKey()), entry.getKey());
                    return new Row(new KnownStack(entry.getKey(), stack, Site.of(stack)), entry.getValue());
                })
                .toList());
    }
}
