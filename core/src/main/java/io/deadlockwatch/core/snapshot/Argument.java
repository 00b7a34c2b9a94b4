package io.deadlockwatch.core.snapshot;

import java.util.List;

/** An argument as a traceback prints it. */
public sealed interface Argument {

    /**
     * A machine word, {@code 0xc000012345}.
     *
     * @param stale printed with a question mark: read from a register's spill slot, may be dead
     */
    record Word(long value, boolean stale) implements Argument {}

    /** A struct, string, slice or interface: {@code {0x1, 0x2}}. */
    record Aggregate(List<Argument> elements) implements Argument {
        public Aggregate {
            elements = List.copyOf(elements);
        }
    }

    /** Not printed: {@code _}, its offset is too large. */
    record Hidden() implements Argument {}

    /** All that follow are left out: {@code ...}. */
    record Cut() implements Argument {}
}
