package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;

/** A stack as Go prints it, within the limit of the schema. */
final class StackWords {

    static final int MAX_CHARS = 8_192;
    private static final String MORE = "...\n";

    private StackWords() {}

    static String of(Stack stack) {
        StringBuilder text = new StringBuilder();
        text.append('[').append(stack.state().words()).append("]:\n");
        for (Frame frame : stack.frames()) {
            String lines = frame.function() + "(...)\n\t" + frame.file() + ":" + frame.line() + "\n";
            if (text.length() + lines.length() + MORE.length() > MAX_CHARS) {
                return text.append(MORE).toString();
            }
            text.append(lines);
        }
        return text.toString();
    }
}
