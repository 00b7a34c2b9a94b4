package io.deadlockwatch.core.ledger;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets stacks share equal frames and estimates what all of them cost. Stacks of one server have most of their frames in common, but come from different snapshots,
 * each with strings of its own.
 */
final class FramePool {

    /** Objects around the characters, with compact headers: frame 24, two strings 80, map entry and its slot 48. */
    private static final int FRAME_BYTES = 152;

    /** The stack itself 64, its entry in the ledger's index 48. */
    private static final int STACK_BYTES = 112;

    private static final int REFERENCE_BYTES = 4;

    private final Map<Frame, Shared> pool = new HashMap<>();
    private long bytes;

    long bytes() {
        return bytes;
    }

    /** What {@link #acquire} would add; a little more if the stack repeats a frame. */
    long cost(Stack stack) {
        long cost = own(stack);
        for (Frame frame : stack.frames()) {
            if (!pool.containsKey(frame)) {
                cost += bytes(frame);
            }
        }
        return cost;
    }

    /** The same stack, made of shared frames. */
    Stack acquire(Stack stack) {
        Frame[] shared = new Frame[stack.frames().size()];
        for (int i = 0; i < shared.length; i++) {
            shared[i] = acquire(stack.frames().get(i));
        }
        bytes += own(stack);
        return new Stack(stack.state(), List.of(shared));
    }

    private Frame acquire(Frame frame) {
        Shared shared = pool.get(frame);
        if (shared == null) {
            shared = new Shared(frame);
            pool.put(frame, shared);
            bytes += bytes(frame);
        }
        shared.uses++;
        return shared.frame;
    }

    void release(Stack stack) {
        bytes -= own(stack);
        for (Frame frame : stack.frames()) {
            Shared shared = pool.get(frame);
            if (shared != null && --shared.uses == 0) {
                pool.remove(frame);
                bytes -= bytes(frame);
            }
        }
    }

    void clear() {
        pool.clear();
        bytes = 0;
    }

    private static long own(Stack stack) {
        return STACK_BYTES + (long) REFERENCE_BYTES * stack.frames().size();
    }

    private static long bytes(Frame frame) {
        return FRAME_BYTES + (long) frame.function().length() + frame.file().length();
    }

    private static final class Shared {
        private final Frame frame;
        private int uses;

        Shared(Frame frame) {
            this.frame = frame;
        }
    }
}
