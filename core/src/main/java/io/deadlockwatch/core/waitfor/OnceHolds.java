package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.waitfor.model.AccessPath;
import io.deadlockwatch.core.waitfor.model.AccessPath.Root;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.LockMode;
import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.Operation;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the {@code sync.Once} locks that a goroutine holds. No model is needed for that: whoever is in the function that a Once runs holds its mutex, from before
 * the call until after the return.
 */
final class OnceHolds {

    private static final String RUNS = "sync.(*Once).doSlow";
    private static final String CALLED = "sync.(*Once).Do";
    /** Where the mutex of a Once stands in it, after a word of 32 bits: so from Go 1.18 to 1.27. */
    private static final long MUTEX = 4;

    private static final LockClass ANY = new LockClass("?sync.Once", LockKind.ONCE, false, false, false, List.of());

    private final BlockingModel model;
    private final TermSolver solver;
    private final Addresses addresses;

    OnceHolds(BlockingModel model, TermSolver solver, Addresses addresses) {
        this.model = model;
        this.solver = solver;
        this.addresses = addresses;
    }

    List<Hold> read(int goroutine, PlacedStack stack) {
        List<Hold> holds = new ArrayList<>();
        List<Call> calls = stack.goroutine().calls();
        for (int i = Math.max(stack.top().size(), 1); i < calls.size(); i++) {
            String called = calls.get(i - 1).frame().function();
            if (calls.get(i).frame().function().equals(RUNS) && !called.startsWith("sync.")) {
                holds.add(hold(goroutine, stack, i));
            }
        }
        return holds;
    }

    private Hold hold(int goroutine, PlacedStack stack, int frame) {
        List<Call> calls = stack.goroutine().calls();
        Term term = solver.unknown();
        LockClass lock = ANY;
        StackTop.firstWord(calls.get(frame)).ifPresent(word -> solver.equate(term, Term.address(word + MUTEX)));
        int caller = frame + 1;
        if (caller < calls.size() && calls.get(caller).frame().function().equals(CALLED)) {
            StackTop.firstWord(calls.get(caller)).ifPresent(word -> solver.equate(term, Term.address(word + MUTEX)));
            caller++;
        }
        Optional<LockUse> named =
                caller == calls.size() ? named(stack.goroutine().origin()) : named(stack, caller);
        if (named.isPresent()) {
            lock = named.get().lock();
            solver.equate(term, addresses.term(goroutine, caller, named.get().path()));
        }
        String place = "runs " + calls.get(frame - 1).frame().function();
        return new Hold(
                goroutine, frame, term, lock, LockMode.WRITE, !stack.goroutine().elided(), Optional.of(place));
    }

    private static Optional<LockUse> named(PlacedStack stack, int caller) {
        return onlyOnce(stack.frames().stream()
                .filter(frame -> frame.index() == caller)
                .flatMap(frame -> frame.points().stream()));
    }

    /** For {@code go once.Do(f)} no frame is left. What the path begins with, unless it is a package variable, belongs to another goroutine's frame. */
    private Optional<LockUse> named(Optional<Origin> origin) {
        return origin.flatMap(from ->
                        onlyOnce(model.functionsOf(new Frame(from.function(), from.file(), from.line(), 0)).stream()
                                .flatMap(function -> function.pointsAt(from.line()).stream())
                                .filter(point -> point.operation() == Operation.GO)))
                .map(use -> use.path().root() instanceof Root.Global
                        ? use
                        : new LockUse(AccessPath.UNKNOWN, use.lock(), use.mode(), false));
    }

    private static Optional<LockUse> onlyOnce(Stream<Point> points) {
        List<LockUse> all = points.flatMap(point -> point.acquires().stream())
                .filter(use -> use.lock().kind() == LockKind.ONCE)
                .distinct()
                .toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }
}
