package io.deadlockwatch.core.snapshot;

import java.util.List;

/**
 * What one or more goroutines have in common.
 *
 * @param frames innermost first
 */
public record Stack(WaitState state, List<Frame> frames) {
    public Stack {
        frames = List.copyOf(frames);
    }
}
