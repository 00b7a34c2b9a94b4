package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.snapshot.Stack;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;

/** One instance of each stack for the whole fleet: replicas stand on the same ones. Those that no session holds go away by themselves. Safe for many threads. */
public final class StackPool implements UnaryOperator<Stack> {

    private final Map<Stack, WeakReference<Stack>> pool = new WeakHashMap<>();

    @Override
    public synchronized Stack apply(Stack stack) {
        WeakReference<Stack> reference = pool.get(stack);
        Stack known = reference == null ? null : reference.get();
        if (known != null) {
            return known;
        }
        pool.put(stack, new WeakReference<>(stack));
        return stack;
    }

    /** Distinct stacks held now. */
    public synchronized int size() {
        return pool.size();
    }
}
