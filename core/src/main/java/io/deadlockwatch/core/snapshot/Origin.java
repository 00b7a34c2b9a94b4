package io.deadlockwatch.core.snapshot;

/**
 * Where a goroutine was started.
 *
 * @param function the function with the {@code go} statement, as Go prints it
 * @param file path as compiled in
 * @param line line of the {@code go} statement
 * @param goroutine id of the goroutine that executed it; 0 if not told, as before Go 1.21
 */
public record Origin(String function, String file, int line, long goroutine) {}
