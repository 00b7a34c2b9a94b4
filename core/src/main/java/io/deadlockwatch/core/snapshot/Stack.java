package io.deadlockwatch.core.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one or more goroutines have in common.
 *
 * @param frames innermost first
 */
public record Stack(WaitState state, List<Frame> frames) {
    public Stack {
        frames = List.copyOf(frames);
    }

    @Override
    public int hashCode() {
        return 31 * frames.hashCode() + state.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Stack other && state.equals(other.state) && frames.equals(other.frames);
    }
}
