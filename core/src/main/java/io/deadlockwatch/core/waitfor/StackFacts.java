package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.waitfor.PlacedFrame.Fit;
import io.deadlockwatch.core.waitfor.model.AccessPath;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Parameter;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.List;
import java.util.function.Function;

/** Tells the solver what a stack says about addresses: the words it prints, and that what a call passes is what the called function gets. */
final class StackFacts {

    private final TermSolver solver;
    private final Addresses addresses;

    StackFacts(TermSolver solver, Addresses addresses) {
        this.solver = solver;
        this.addresses = addresses;
    }

    void add(int goroutine, PlacedStack stack) {
        for (int i = 0; i < stack.frames().size(); i++) {
            PlacedFrame frame = stack.frames().get(i);
            if (frame.functions().size() != 1 || frame.fit() == Fit.ANYWHERE) {
                continue;
            }
            words(goroutine, frame);
            // Frames that are left out may stand between any two.
            if (i + 1 < stack.frames().size() && !stack.goroutine().elided()) {
                PlacedFrame caller = stack.frames().get(i + 1);
                if (caller.index() == frame.index() + 1 && caller.fit() == Fit.AT_POINT) {
                    links(goroutine, caller, frame);
                }
            }
        }
    }

    private void words(int goroutine, PlacedFrame frame) {
        List<Parameter> parameters = frame.functions().getFirst().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Term parameter = addresses.parameter(goroutine, frame.index(), i);
            ArgumentWords.address(frame.call(), parameters, i)
                    .ifPresent(word -> solver.equate(parameter, Term.address(word)));
        }
    }

    private void links(int goroutine, PlacedFrame caller, PlacedFrame callee) {
        ModelFunction called = callee.functions().getFirst();
        boolean sameReceiver = caller.points().stream().allMatch(point -> passesReceiver(point, called));
        for (int i = sameReceiver ? 0 : 1; i < called.parameters().size(); i++) {
            Parameter parameter = called.parameters().get(i);
            AccessPath passed = agreed(caller.points(), Point::arguments, i);
            if (parameter.isAddress() && !parameter.reassigned() && passed.isKnown()) {
                solver.equate(
                        addresses.parameter(goroutine, callee.index(), i),
                        addresses.term(goroutine, caller.index(), passed));
            }
        }
        int captures = caller.points().getFirst().captures().size();
        for (int i = 0; i < captures; i++) {
            AccessPath captured = agreed(caller.points(), Point::captures, i);
            if (captured.isKnown()) {
                solver.equate(
                        addresses.captured(goroutine, callee.index(), i),
                        addresses.term(goroutine, caller.index(), captured));
            }
        }
    }

    /**
     * Whether what the call passes first is what the function gets first. Not so where Go calls a method of an embedded struct by a wrapper that stacks do not show: it
     * moves the receiver to the embedded part. Behind an interface there may be one, too.
     */
    private static boolean passesReceiver(Point point, ModelFunction called) {
        Symbol named = Symbol.parse(point.callee());
        return point.callee().equals(called.symbol())
                || (named.isClosure() && Symbol.parse(called.symbol()).isClosure());
    }

    /** The path in one place, if all points have the same there. */
    private static AccessPath agreed(List<Point> points, Function<Point, List<AccessPath>> paths, int index) {
        AccessPath agreed = null;
        for (Point point : points) {
            List<AccessPath> all = paths.apply(point);
            AccessPath path = index < all.size() ? all.get(index) : AccessPath.UNKNOWN;
            if (agreed != null && !agreed.equals(path)) {
                return AccessPath.UNKNOWN;
            }
            agreed = path;
        }
        return agreed == null ? AccessPath.UNKNOWN : agreed;
    }
}
