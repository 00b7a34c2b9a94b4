package io.deadlockwatch.core.waitfor.model;

import java.util.List;

/**
 * Locks that source code does not tell apart: a field of a type, a package variable, a local variable.
 *
 * @param name unique in its model
 * @param handoff whether a goroutine may unlock what another one locked: then nothing proves that it is held
 * @param lost whether it may stay locked by a function that no stack shows any more
 * @param open whether code that was not analysed may lock it
 * @param leakedBy symbols of functions that can return with it locked, and look as if they should not
 */
public record LockClass(
        String name, LockKind kind, boolean handoff, boolean lost, boolean open, List<String> leakedBy) {

    public LockClass {
        leakedBy = List.copyOf(leakedBy);
    }

    /** Whether a lock of this class may be of any other class as well: it is known by a pointer or an interface. */
    public boolean isAnything() {
        return name.startsWith("?");
    }

    /** Whether one lock can be of both classes. */
    public boolean canBe(LockClass other) {
        return equals(other) || ((isAnything() || other.isAnything()) && kind.canBe(other.kind));
    }
}
