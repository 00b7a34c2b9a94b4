package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockClass;

/**
 * The lock that a parked goroutine waits for.
 *
 * @param goroutine its position in the dump
 * @param lock {@link Hold#ANYTHING} if the model does not know it
 */
record Await(int goroutine, Term term, LockClass lock, AwaitMode mode) {

    Await at(Term canonical) {
        return new Await(goroutine, canonical, lock, mode);
    }

    boolean isKnown() {
        return !lock.equals(Hold.ANYTHING);
    }
}
