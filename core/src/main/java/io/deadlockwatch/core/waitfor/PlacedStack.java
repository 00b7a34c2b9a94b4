package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Goroutine;
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
}
