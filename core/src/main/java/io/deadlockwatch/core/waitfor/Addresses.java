package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.AccessPath;
import io.deadlockwatch.core.waitfor.model.AccessPath.Root;
import io.deadlockwatch.core.waitfor.model.AccessPath.Step;
import java.util.HashMap;
import java.util.Map;

/** The term that an access path means in a frame: what parameters, captured and local variables are differs from frame to frame, package variables do not. */
final class Addresses {

    /** A root, in the frame of the goroutine that knows it; {@code -1} for both if all do. */
    private record Place(int goroutine, int frame, Root root) {}

    private final TermSolver solver;
    private final Map<Place, Term> roots = new HashMap<>();

    Addresses(TermSolver solver) {
        this.solver = solver;
    }

    Term term(int goroutine, int frame, AccessPath path) {
        Term term = root(goroutine, frame, path.root());
        for (Step step : path.steps()) {
            term = switch (step) {
                case Step.Add add -> term.plus(add.bytes());
                case Step.Load load -> load.stable() ? solver.load(term) : solver.unknown();
            };
        }
        return term;
    }

    /** What a parameter was at the call of a frame. */
    Term parameter(int goroutine, int frame, int index) {
        return root(goroutine, frame, new Root.Parameter(index));
    }

    /** The value of a captured variable. */
    Term captured(int goroutine, int frame, int index) {
        return solver.load(root(goroutine, frame, new Root.Captured(index)));
    }

    private Term root(int goroutine, int frame, Root root) {
        return switch (root) {
            case Root.Unknown unknown -> solver.unknown();
            case Root.Global global -> roots.computeIfAbsent(new Place(-1, -1, global), place -> solver.unknown());
            case Root.Parameter own ->
                roots.computeIfAbsent(new Place(goroutine, frame, own), place -> solver.unknown());
            case Root.Captured own ->
                roots.computeIfAbsent(new Place(goroutine, frame, own), place -> solver.unknown());
            case Root.Local own -> roots.computeIfAbsent(new Place(goroutine, frame, own), place -> solver.unknown());
        };
    }
}
