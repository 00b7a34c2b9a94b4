package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.List;

/**
 * A frame of a stack, and where the model has it.
 *
 * @param index in the stack, innermost first
 * @param functions that it can belong to; none if the model has none
 * @param points that it can stand at
 */
record PlacedFrame(int index, Call call, List<ModelFunction> functions, List<Point> points, Fit fit) {

    /** How well the model knows a frame. */
    enum Fit {
        /** Its function holds and takes no lock that the model knows. */
        FOREIGN,
        /** It stands where its function has no point: it holds nothing there. */
        BETWEEN,
        /** It stands at a point whose operation is what the stack shows. */
        AT_POINT,
        /** It stands at a point that any call could stand at. */
        MAYBE_AT_POINT,
        /** It can stand at any instruction of its function. */
        ANYWHERE,
        /** What the stack shows is not what the model has on that line. */
        MISFIT
    }

    boolean isAtPoint() {
        return fit == Fit.AT_POINT || fit == Fit.MAYBE_AT_POINT;
    }

    /** This frame, when it can only stand at these points. */
    PlacedFrame at(List<Point> fewer) {
        return new PlacedFrame(index, call, functions, fewer, fit);
    }

    /** This frame, when its file cannot be trusted. */
    PlacedFrame anywhere() {
        return fit == Fit.FOREIGN ? this : new PlacedFrame(index, call, functions, List.of(), Fit.ANYWHERE);
    }
}
