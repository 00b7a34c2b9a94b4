package io.deadlockwatch.core.snapshot;

/** So many goroutines with this stack. */
public record StackCount(Stack stack, long count, StackDetail detail) {

    /** As a profile tells it, which knows no single goroutines. */
    public StackCount(Stack stack, long count) {
        this(stack, count, StackDetail.NONE);
    }
}
