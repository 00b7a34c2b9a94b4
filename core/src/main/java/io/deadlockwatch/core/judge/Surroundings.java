package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the other goroutines of the process. A sampler reports only goroutines that can block, so an operator mostly knows nothing; whoever holds a whole
 * snapshot knows all.
 */
@FunctionalInterface
public interface Surroundings {

    /** Nothing is known. */
    Surroundings UNKNOWN = symbol -> Optional.empty();

    /** All goroutines of a snapshot are known. */
    static Surroundings of(Snapshot snapshot) {
        Set<String> symbols = new HashSet<>();
        for (StackCount stack : snapshot.stacks()) {
            for (Frame frame : stack.stack().frames()) {
                symbols.add(Symbol.of(frame.function()));
            }
        }
        return symbol -> Optional.of(symbols.contains(symbol));
    }

    /** Whether any goroutine has a function with this symbol on its stack; empty if that cannot be told. */
    Optional<Boolean> standsIn(String symbol);
}
