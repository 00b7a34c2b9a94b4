package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells apart the locks that are taken on one line, as in {@code func (s *svc) f() { s.a.Lock(); s.b.Lock(); … }}. A goroutine that waits there for a mutex prints its
 * address: a lock that is known to be elsewhere is not the one, and neither are the locks held there those that the goroutine holds.
 *
 * <p>A line that is told apart says where its lock is, which may tell another line apart: this goes on until nothing changes, at most {@value #ROUNDS} times.
 */
final class LockLines {

    private static final int ROUNDS = 16;

    private final TermSolver solver;
    private final Addresses addresses;

    LockLines(TermSolver solver, Addresses addresses) {
        this.solver = solver;
        this.addresses = addresses;
    }

    /** The stacks, those that wait for a mutex with the points left that they can stand at. */
    List<PlacedStack> narrow(List<PlacedStack> stacks) {
        List<PlacedStack> narrowed = new ArrayList<>(stacks);
        boolean changed = true;
        for (int round = 0; changed && round < ROUNDS; round++) {
            changed = round == 0; // what the first round learned of lines with one lock counts for all stacks
            for (int i = 0; i < narrowed.size(); i++) {
                PlacedStack stack = narrowed.get(i);
                if (stack.awaitsPrintedMutex()) {
                    List<Point> possible = possible(i, stack);
                    if (possible.size() < stack.frames().getFirst().points().size()) {
                        narrowed.set(i, stack.standingAt(possible));
                        changed = true;
                    }
                }
            }
        }
        return narrowed;
    }

    /** The points that it can stand at; if there is but one, that says where its lock is. */
    private List<Point> possible(int goroutine, PlacedStack stack) {
        PlacedFrame frame = stack.frames().getFirst();
        Term mutex = Term.address(stack.top().mutex().orElseThrow());
        List<Point> possible = frame.points().stream()
                .filter(point -> point.acquires()
                        .map(use -> !isElsewhere(term(goroutine, frame, use), mutex))
                        .orElse(true))
                .toList();
        // With none left, model and dump contradict each other: the first point is as good as any to say so.
        List<Point> told = possible.isEmpty() ? frame.points().subList(0, 1) : possible;
        if (told.size() == 1) {
            told.getFirst().acquires().ifPresent(use -> solver.equate(term(goroutine, frame, use), mutex));
        }
        return told;
    }

    private Term term(int goroutine, PlacedFrame frame, LockUse use) {
        return addresses.term(goroutine, frame.index(), use.path());
    }

    private boolean isElsewhere(Term lock, Term mutex) {
        Term known = solver.find(lock);
        return known.node() == mutex.node() && known.offset() != mutex.offset();
    }
}
