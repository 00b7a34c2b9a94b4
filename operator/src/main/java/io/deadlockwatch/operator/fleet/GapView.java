package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.PodState;

/**
 * Pods of a watch that are not observed, for one reason.
 *
 * @param example name of one of them
 * @param message what to do about that one
 */
public record GapView(PodState reason, int pods, String example, String message) {}
