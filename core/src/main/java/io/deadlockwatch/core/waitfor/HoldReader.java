package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.waitfor.PlacedFrame.Fit;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.LockMode;
import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the locks that a goroutine holds or may hold. What can stand in several places holds surely what it holds in all of them, and may hold what it holds in one.
 */
final class HoldReader {

    /** A lock that one function took, whatever certainty a point gives it. */
    private record Key(LockUse use) {
        Key {
            use = new LockUse(use.path(), use.lock(), use.mode(), false);
        }
    }

    /** A lock that is held in a frame: many goroutines stand in the same. */
    private record Taken(Frame frame, LockUse use) {}

    private final TermSolver solver;
    private final Addresses addresses;
    private final OnceHolds once;
    private final Map<Taken, String> taken = new HashMap<>();

    HoldReader(BlockingModel model, TermSolver solver, Addresses addresses) {
        this.solver = solver;
        this.addresses = addresses;
        this.once = new OnceHolds(model, solver, addresses);
    }

    List<Hold> read(int goroutine, PlacedStack stack) {
        // Cond.Wait gives away a lock that the model may not name, and frames that are left out may give away any.
        boolean reliable = !stack.top().condition() && !stack.goroutine().elided();
        List<Hold> holds = new ArrayList<>();
        for (PlacedFrame frame : stack.frames()) {
            if (frame.isAtPoint()) {
                atPoints(goroutine, frame, reliable, holds);
            } else if (frame.fit() == Fit.ANYWHERE) {
                for (ModelFunction function : frame.functions()) {
                    for (LockUse use : function.locksTouched()) {
                        holds.add(possible(goroutine, frame.index(), use));
                    }
                }
            }
        }
        holds.addAll(once.read(goroutine, stack));
        if (stack.goroutine().elided() || isInUnknownLock(stack)) {
            holds.add(
                    new Hold(goroutine, -1, solver.unknown(), Hold.ANYTHING, LockMode.WRITE, false, Optional.empty()));
        }
        return holds;
    }

    private Hold possible(int goroutine, int frame, LockUse use) {
        return new Hold(goroutine, frame, solver.unknown(), use.lock(), use.mode(), false, Optional.empty());
    }

    private void atPoints(int goroutine, PlacedFrame frame, boolean reliable, List<Hold> holds) {
        Map<Key, Integer> certainIn = new LinkedHashMap<>();
        for (Point point : frame.points()) {
            for (LockUse use : point.held()) {
                certainIn.merge(new Key(use), use.certain() ? 1 : 0, Integer::sum);
            }
        }
        certainIn.forEach((key, certain) -> {
            LockUse use = key.use();
            holds.add(new Hold(
                    goroutine,
                    frame.index(),
                    addresses.term(goroutine, frame.index(), use.path()),
                    use.lock(),
                    use.mode(),
                    reliable && certain == frame.points().size() && !use.lock().handoff(),
                    Optional.of(taken.computeIfAbsent(
                            new Taken(frame.call().frame(), use), lock -> Words.taken(frame, use)))));
        });
    }

    /** Whether a goroutine that is not parked runs in a lock's own code, called from where the model knows nothing: it may be about to own or to free any lock. */
    private static boolean isInUnknownLock(PlacedStack stack) {
        StackTop top = stack.top();
        if (top.parked()
                || (!stack.frames().isEmpty() && stack.frames().getFirst().index() == top.size())) {
            return false;
        }
        for (Call call : stack.goroutine().calls().subList(0, top.size())) {
            String name = call.frame().function();
            if (name.contains("sync.(*Mutex).")
                    || name.contains("sync.(*RWMutex).")
                    || name.contains("sync.(*rlocker).")) {
                return true;
            }
        }
        return false;
    }
}
