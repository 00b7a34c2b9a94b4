package io.deadlockwatch.core.snapshot;

/** So many goroutines with this stack. */
public record StackCount(Stack stack, long count) {}
