package io.deadlockwatch.core.identity;

import io.deadlockwatch.core.snapshot.Stack;

/** The name of a stack within one build: equal for the same goroutine in every format Go prints. */
public final class StackFingerprint {

    private StackFingerprint() {}

    /** 16 hex digits: see {@code docs/reference/identity.md}. */
    public static String of(Stack stack) {
        return of(stack, new FunctionNames());
    }

    /** The same, with names that are known from before: for whoever names many stacks. */
    public static String of(Stack stack, FunctionNames names) {
        return of(names.of(stack));
    }

    public static String of(NamedStack stack) {
        StringBuilder text = new StringBuilder(64 * (stack.depth() + 1));
        text.append(stack.stack().state().words()).append('\n');
        for (int i = 0; i < stack.depth(); i++) {
            int line = stack.name(i).isStandard() ? 0 : stack.frame(i).line();
            text.append(stack.name(i).text()).append(':').append(line).append('\n');
        }
        return Digest.of(text.toString());
    }
}
