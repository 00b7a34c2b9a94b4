package io.deadlockwatch.operator.coverage;

/**
 * The state of one pod, and why.
 *
 * @param message what to do about it, for a state that is a gap; else empty
 */
public record PodFinding(PodState state, String message) {}
