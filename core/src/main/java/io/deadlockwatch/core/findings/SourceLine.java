package io.deadlockwatch.core.findings;

/**
 * A line of source.
 *
 * @param file relative to the module's root, with forward slashes
 * @param line from 1; 0 if unknown
 */
public record SourceLine(String file, int line) {}
