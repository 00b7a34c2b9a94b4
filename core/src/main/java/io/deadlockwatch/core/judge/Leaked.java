package io.deadlockwatch.core.judge;

/**
 * How many goroutines of a stack Go's own leak detector lists: what they wait for is reachable from nothing that can still run.
 *
 * @param goroutines those on this stack
 * @param mainToo whether the goroutine of {@code main.main} is on the same list. Go then looks at nothing that only {@code main} holds
 */
public record Leaked(long goroutines, boolean mainToo) {

    /** None, or nobody asked. */
    public static final Leaked NONE = new Leaked(0, false);
}
