package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.List;
import java.util.Optional;

/**
 * A lock that a goroutine holds or may hold.
 *
 * @param goroutine its position in the dump
 * @param frame index in the stack of the function that took it, or called what took it; {@code -1} if it can be any
 * @param certain whether it surely holds it
 * @param place where it was taken, for people; empty for a lock that it may hold because nobody knows better
 */
record Hold(
        int goroutine, int frame, Term term, LockClass lock, LockMode mode, boolean certain, Optional<String> place) {

    /** Any lock whatever. */
    static final LockClass ANYTHING = new LockClass("?", LockKind.OTHER, false, false, false, List.of());

    Hold at(Term canonical) {
        return new Hold(goroutine, frame, canonical, lock, mode, certain, place);
    }

    Hold uncertain() {
        return certain ? new Hold(goroutine, frame, term, lock, mode, false, place) : this;
    }
}
