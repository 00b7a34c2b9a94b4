package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.Map;

/**
 * The last that was seen of a process that is no more.
 *
 * @param stacks text of every entry
 */
public record EndedTarget(EndedIncarnation incarnation, Map<String, Stack> stacks) {

    public EndedTarget {
        stacks = Map.copyOf(stacks);
    }
}
