package io.deadlockwatch.operator.canary;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.fleet.PodView;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How much of a canary was looked at: what a verdict rests on.
 *
 * @param expected pods that could be observed
 * @param observed those that are
 * @param enough pods that must be observed, for the number and the share that the watch asks for
 * @param span the time for which that many pods have been observed; zero if there are fewer
 * @param podSeconds observed time of all observed pods together
 * @param samplesPerPod good samples of the observed pod that has the fewest
 * @param provenOnly whether nothing but proof could have failed it
 * @param baselineCoverage observed share of the baseline's expected pods; empty without baseline
 */
public record Exposure(
        int expected,
        int observed,
        int enough,
        Duration span,
        long podSeconds,
        long samplesPerPod,
        boolean provenOnly,
        Optional<Double> baselineCoverage) {

    private static final int PERCENT = 100;

    static Exposure of(CanaryRecords records) {
        List<PodView> observed = records.canary().observed();
        int expected = records.canary().expected().size();
        int share = Math.ceilDiv(expected * records.policy().minCoveragePercent(), PERCENT);
        int enough = Math.max(records.policy().minPods(), share);
        return new Exposure(
                expected,
                observed.size(),
                enough,
                observed.stream()
                        .map(PodView::observed)
                        .sorted(Comparator.reverseOrder())
                        .skip(enough - 1L)
                        .findFirst()
                        .orElse(Duration.ZERO),
                observed.stream().mapToLong(pod -> pod.observed().toSeconds()).sum(),
                observed.stream().mapToLong(PodView::goodSamples).min().orElse(0),
                isProvenOnly(records),
                records.baseline().map(Exposure::coverage));
    }

    /** A confirmation takes a finding: without findings nothing but proof is left, where suspicions do not count. */
    private static boolean isProvenOnly(CanaryRecords records) {
        Verdict failOn = records.policy().failOn();
        return failOn == Verdict.PROVEN
                || (failOn == Verdict.CONFIRMED && !records.canary().findings());
    }

    private static double coverage(RevisionRecords baseline) {
        int all = baseline.expected().size();
        return all == 0 ? 0 : (double) baseline.observed().size() / all;
    }

    /** Observed among expected; no expected pod is no coverage. */
    public double coverage() {
        return expected == 0 ? 0 : (double) observed / expected;
    }

    /** Whether the observed share is at least so many percent. */
    boolean covers(int percent) {
        return expected > 0 && PERCENT * observed >= percent * expected;
    }
}
