package io.deadlockwatch.core.judge;

/** How sure we are that goroutines are blocked for ever, weakest first. */
public enum Verdict {
    /** Persistent, and growing or many. */
    SUSPECTED,
    /** Persistent, and a static finding predicted it: the double verification. */
    CONFIRMED,
    /** Nothing can ever wake them. */
    PROVEN
}
