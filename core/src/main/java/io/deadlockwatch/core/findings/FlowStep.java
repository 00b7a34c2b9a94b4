package io.deadlockwatch.core.findings;

/**
 * A step on the way to a blocking operation.
 *
 * @param symbol the function that holds the step; empty if not told
 */
public record FlowStep(Kind kind, String symbol, SourceLine line) {

    public enum Kind {
        /** A {@code go} statement: on the stack of the goroutine's creator, not on its own. */
        GO,
        CALL,
        BLOCK
    }
}
