package io.deadlockwatch.core.waitfor;

import java.util.List;

/** What is said of goroutines that wait for locks, and why. */
public sealed interface Claim permits Cycle, ClosedSet, Behind, Orphan, BlockedHolder {

    /** Ids of the goroutines that it speaks of, in ascending order. */
    List<Long> goroutines();

    /** Whether it says that these goroutines can never go on. */
    boolean isDeadlock();

    /** Why, in sentences for people; each stands for itself. */
    List<String> reasons();
}
