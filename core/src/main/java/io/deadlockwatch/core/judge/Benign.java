package io.deadlockwatch.core.judge;

/**
 * Why goroutines that wait for long are fine.
 *
 * @param reason what they wait for
 * @param meantForEver whether they are meant never to wake; others are fine only as long as somebody can still wake them
 */
public record Benign(String reason, boolean meantForEver) {}
