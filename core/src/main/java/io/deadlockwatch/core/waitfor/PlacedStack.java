package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * A goroutine, and where the model has its frames.
 *
 * @param frames those below the {@link StackTop}; all that the model knows something about, innermost first
 */
record PlacedStack(Goroutine goroutine, StackTop top, List<PlacedFrame> frames) {
    PlacedStack {
        frames = List.copyOf(frames);
    }

    /** Whether it waits for a mutex whose address it prints, called from a line on which the model has points. */
    boolean awaitsPrintedMutex() {
        return top.parked()
                && !top.once()
                && top.mutex().isPresent()
                && !frames.isEmpty()
                && frames.getFirst().index() == top.size()
                && !frames.getFirst().points().isEmpty();
    }

    /** This stack, when its innermost frame can only stand at these points. */
    PlacedStack standingAt(List<Point> points) {
        List<PlacedFrame> narrowed = new ArrayList<>(frames);
        narrowed.set(0, frames.getFirst().at(points));
        return new PlacedStack(goroutine, top, narrowed);
    }
}
