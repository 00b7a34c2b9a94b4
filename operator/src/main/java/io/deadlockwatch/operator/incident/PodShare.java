package io.deadlockwatch.operator.incident;

import java.time.Instant;

/** A pod's part in an incident. */
public record PodShare(String name, String revision, long goroutines, Instant since) {}
