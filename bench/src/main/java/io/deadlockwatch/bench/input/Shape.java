package io.deadlockwatch.bench.input;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.ArrayList;
import java.util.List;

/**
 * What the goroutines on one stack have in common.
 *
 * @param frames as a text dump shows them, innermost first
 * @param creator the function and line of the {@code go} statement
 */
public record Shape(Wait waiting, List<Frame> frames, Frame creator) {

    private static final Frame PARK = new Frame("runtime.gopark", "/usr/local/go/src/runtime/proc.go", 475, 460);

    public Shape {
        frames = List.copyOf(frames);
    }

    /** The stack as the engine should know it, whichever format it came in. */
    public Stack stack() {
        return new Stack(waiting.state(), frames);
    }

    /** The frames of a protobuf profile, which begin inside the scheduler. */
    List<Frame> profileFrames() {
        List<Frame> all = new ArrayList<>();
        all.add(PARK);
        all.addAll(waiting.hidden());
        all.addAll(frames);
        return all;
    }
}
