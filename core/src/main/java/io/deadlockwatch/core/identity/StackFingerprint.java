package io.deadlockwatch.core.identity;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;

/** The name of a stack within one build: equal for the same goroutine in every format Go prints. */
public final class StackFingerprint {

    private StackFingerprint() {}

    /** 16 hex digits: see {@code docs/reference/identity.md}. */
    public static String of(Stack stack) {
        StringBuilder text = new StringBuilder(64 * (stack.frames().size() + 1));
        text.append(stack.state().words()).append('\n');
        for (Frame frame : Frames.counting(stack.frames())) {
            int line = StandardLibrary.contains(frame.function()) ? 0 : frame.line();
            text.append(Symbol.of(frame.function())).append(':').append(line).append('\n');
        }
        return Digest.of(text.toString());
    }
}
