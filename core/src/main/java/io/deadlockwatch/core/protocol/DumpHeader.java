package io.deadlockwatch.core.protocol;

/**
 * What a dump is of; stands before its text.
 *
 * @param epoch of the sampler, as in its reports
 * @param incarnation of the target, as in the reports
 * @param buildId empty if not known
 * @param goroutines there were when it was taken
 * @param partial whether goroutines were left out because all would not fit: no set of goroutines in it can be called closed
 */
public record DumpHeader(
        PodRef pod, String epoch, long incarnation, String buildId, long goroutines, boolean partial) {}
