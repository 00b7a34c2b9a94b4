package io.deadlockwatch.core.findings;

/** Who should have woken the goroutine, or holds what it waits for. */
public record Partner(String symbol, SourceLine line, String message) {}
