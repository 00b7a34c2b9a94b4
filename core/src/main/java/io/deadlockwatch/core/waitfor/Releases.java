package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.PlacedFrame.Fit;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.LockMode;
import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the functions of a stack may have released of their callers' locks. Such a lock may still be held (the model says only "may have"), but no longer surely.
 */
final class Releases {

    /** A lock that the function in a frame may have released. */
    private record Release(int frame, Term term, LockClass lock, LockMode mode) {}

    private final TermSolver solver;
    private final List<Release> releases = new ArrayList<>();

    Releases(TermSolver solver, Addresses addresses, int goroutine, PlacedStack stack) {
        this.solver = solver;
        for (PlacedFrame frame : stack.frames()) {
            if (frame.fit() == Fit.ANYWHERE) {
                for (ModelFunction function : frame.functions()) {
                    add(function.points(), use -> solver.unknown(), frame);
                }
            } else {
                add(frame.points(), use -> addresses.term(goroutine, frame.index(), use.path()), frame);
            }
        }
    }

    private void add(List<Point> points, Function<LockUse, Term> term, PlacedFrame frame) {
        for (Point point : points) {
            for (LockUse use : point.released()) {
                releases.add(new Release(frame.index(), term.apply(use), use.lock(), use.mode()));
            }
        }
    }

    /** The hold, uncertain if a function that was called after it was taken may have released it. To be asked when the solver knows all it will. */
    Hold weaken(Hold hold) {
        if (!hold.certain() || hold.lock().kind() == LockKind.ONCE) {
            return hold;
        }
        for (Release release : releases) {
            if (release.frame < hold.frame() && canBe(release, hold)) {
                return hold.uncertain();
            }
        }
        return hold;
    }

    private boolean canBe(Release release, Hold hold) {
        Term released = solver.find(release.term);
        Term held = solver.find(hold.term());
        boolean sameMode = release.mode == hold.mode()
                || release.lock.kind().hidesMode()
                || hold.lock().kind().hidesMode();
        boolean told = released.isAddress() && held.isAddress() && !released.equals(held);
        return sameMode && !told && release.lock.canBe(hold.lock());
    }
}
