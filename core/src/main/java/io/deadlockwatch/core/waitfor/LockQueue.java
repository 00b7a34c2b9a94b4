package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockClass;
import java.util.List;

/**
 * All goroutines that wait for one lock in one way: what is true of one of them is true of all, so ten thousand are judged as one.
 *
 * @param lock {@link Hold#ANYTHING} if the model does not know it
 * @param waiters their positions in the dump
 * @param certain those that surely keep the waiters waiting: none of these can go on before one of them, whichever, gives the lock back
 * @param possible those that may own this very lock; others may own it as well, under an address that is not known
 */
record LockQueue(
        Term term,
        LockClass lock,
        AwaitMode mode,
        List<Integer> waiters,
        List<Blocker> certain,
        List<Blocker> possible) {
    LockQueue {
        waiters = List.copyOf(waiters);
        certain = List.copyOf(certain);
        possible = List.copyOf(possible);
    }

    boolean isKnown() {
        return !lock.equals(Hold.ANYTHING);
    }
}
