package io.deadlockwatch.core.snapshot;

/** Which of Go's two goroutine profiles a snapshot is. */
public enum ProfileType {
    /** All goroutines. */
    GOROUTINE,
    /** Only those that nothing can ever wake, as {@code goroutineleak} lists them. */
    GOROUTINE_LEAK
}
