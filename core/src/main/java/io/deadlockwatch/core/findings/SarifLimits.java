package io.deadlockwatch.core.findings;

/**
 * How large a SARIF file may be.
 *
 * @param maxBytes decompressed
 * @param maxRuns in the file
 * @param maxResults in all runs together
 * @param maxLocations of a result, related ones included
 * @param maxFlowLocations in the flow of a result
 * @param maxRules of a run's tool, its extensions included
 * @param maxArtifacts of a run; also its table of functions
 * @param maxStringLength of one text, in characters
 * @param maxNestingDepth of objects and arrays
 */
public record SarifLimits(
        long maxBytes,
        int maxRuns,
        int maxResults,
        int maxLocations,
        int maxFlowLocations,
        int maxRules,
        int maxArtifacts,
        int maxStringLength,
        int maxNestingDepth) {

    /** The numbers that code-scanning hosts use too, where they have any. */
    public static final SarifLimits DEFAULTS =
            new SarifLimits(10L << 20, 20, 25_000, 1_000, 10_000, 25_000, 100_000, 1 << 20, 64);
}
