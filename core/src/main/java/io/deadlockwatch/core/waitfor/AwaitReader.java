package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.AccessPath;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the lock that a goroutine waits for: by the word that Go's mutex prints, and by the model's point in the frame that called it. */
final class AwaitReader {

    private final TermSolver solver;
    private final Addresses addresses;

    AwaitReader(TermSolver solver, Addresses addresses) {
        this.solver = solver;
        this.addresses = addresses;
    }

    /** None if the goroutine is not parked in a lock. */
    Optional<Await> read(int goroutine, PlacedStack stack) {
        StackTop top = stack.top();
        if (!top.parked() || top.lock().isEmpty()) {
            return Optional.empty();
        }
        LockUse use = use(stack);
        Term term = use == null ? solver.unknown() : addresses.term(goroutine, top.size(), use.path());
        top.mutex().ifPresent(word -> solver.equate(term, Term.address(word)));
        LockClass lock = use == null ? Hold.ANYTHING : use.lock();
        return Optional.of(new Await(goroutine, term, lock, top.lock().get()));
    }

    private static @Nullable LockUse use(PlacedStack stack) {
        if (stack.frames().isEmpty()
                || stack.frames().getFirst().index() != stack.top().size()) {
            return null;
        }
        LockUse agreed = null;
        for (Point point : stack.frames().getFirst().points()) {
            if (point.acquires().isEmpty()) {
                return null;
            }
            LockUse use = point.acquires().get();
            if (agreed == null || agreed.equals(use)) {
                agreed = use;
            } else if (agreed.lock().equals(use.lock())) {
                agreed = new LockUse(AccessPath.UNKNOWN, use.lock(), use.mode(), false);
            } else {
                return null;
            }
        }
        return agreed;
    }
}
