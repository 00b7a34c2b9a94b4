package io.deadlockwatch.core.protocol;

/**
 * How often since the epoch began a snapshot was not taken although there was a suspicion.
 *
 * @param rung 2 or 3
 */
public record Refusal(int rung, RefusalReason reason, long count) {}
