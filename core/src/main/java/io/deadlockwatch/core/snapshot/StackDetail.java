package io.deadlockwatch.core.snapshot;

import java.util.Optional;

/**
 * What only a {@code debug=2} dump tells of the goroutines on one stack.
 *
 * @param leaked how many of them Go itself calls leaked
 * @param minMinutes smallest printed wait, whole minutes; 0 if one prints none. Go counts from the first garbage collection after the goroutine blocked, and prints none
 *     for leaked ones
 * @param maxMinutes greatest printed wait; 0 if none prints one
 * @param origin where they were started, if all in one place; its goroutine id is 0 if they differ in it
 * @param ids their ids
 */
public record StackDetail(long leaked, long minMinutes, long maxMinutes, Optional<Origin> origin, GoroutineIds ids) {

    /** Of a format that tells nothing more than stacks and counts. */
    public static final StackDetail NONE = new StackDetail(0, 0, 0, Optional.empty(), GoroutineIds.NONE);
}
