package io.deadlockwatch.core.protocol;

/**
 * What the sampler's own process takes.
 *
 * @param cpuMillis CPU time since it started
 * @param memoryBytes resident now; 0 if it cannot tell
 */
public record SamplerCost(long cpuMillis, long memoryBytes) {

    /** It cannot tell. */
    public static final SamplerCost UNKNOWN = new SamplerCost(0, 0);
}
