package io.deadlockwatch.core.protocol;

/**
 * How the sampler's last contact with its target went.
 *
 * @param incarnation rises when the target restarts or its build id changes
 * @param detail one sentence for people, at most 256 characters
 * @param buildId empty if not known
 */
public record TargetStatus(long incarnation, TargetState state, String detail, String buildId) {}
