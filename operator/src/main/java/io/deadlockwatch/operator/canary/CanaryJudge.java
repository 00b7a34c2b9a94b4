package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.canary.CanaryVerdict.Fail;
import io.deadlockwatch.operator.canary.CanaryVerdict.Inconclusive;
import io.deadlockwatch.operator.canary.CanaryVerdict.Pass;
import io.deadlockwatch.operator.canary.Offence.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges canaries: a function of the records, nothing else. The order of its rules matters.
 *
 * <ol>
 *   <li><b>Fail</b>, if a pod of the canary has a site that its baseline never had, or far more of one that it has. That takes no coverage: evidence of a bug needs one
 *       pod.
 *   <li><b>Inconclusive</b>, if there is any doubt that the canary was looked at by enough eyes for long enough. Silence is no health.
 *   <li><b>Pass</b> otherwise.
 * </ol>
 */
public final class CanaryJudge {

    /** A known site is worse if a canary's pod has more than so many times what the baseline's has ... */
    private static final int WORSE_FACTOR = 2;

    /** ... and so many goroutines on top: twice nothing is nothing. */
    private static final int WORSE_MARGIN = 10;

    private static final Comparator<Offence> WORST_FIRST = Comparator.comparing(
                    (Offence offence) -> offence.site().verdict())
            .reversed()
            .thenComparing(Offence::kind)
            .thenComparing(Comparator.comparingDouble(Offence::canaryMedian).reversed())
            .thenComparing(offence -> offence.site().incident().name());

    private final DoubtRules rules = new DoubtRules();

    /** The verdict. */
    public CanaryVerdict judge(CanaryRecords records) {
        Exposure exposure = Exposure.of(records);
        List<Offence> offences = records.sites().stream()
                .filter(site -> site.verdict().compareTo(records.policy().failOn()) >= 0)
                .flatMap(site -> offence(site, records).stream())
                .sorted(WORST_FIRST)
                .toList();
        if (!offences.isEmpty()) {
            return new Fail(exposure, offences);
        }
        List<Doubt> doubts = rules.doubts(records, exposure);
        return doubts.isEmpty()
                ? new Pass(exposure)
                : new Inconclusive(exposure, doubts, rules.retryAfter(doubts, records, exposure));
    }

    private static Optional<Offence> offence(SiteRecord site, CanaryRecords records) {
        double canary =
                Medians.goroutines(records.canary().pods(), site.canary()).orElse(0);
        if (!site.known()) {
            return Optional.of(new Offence(site, Kind.NEW_SITE, canary, 0));
        }
        // A baseline that is known only from its past, without a pod to count in, is nothing to measure against.
        return records.baseline().stream()
                .flatMapToDouble(baseline -> Medians.goroutines(baseline.pods(), site.baseline()).stream())
                .filter(baseline -> canary > WORSE_FACTOR * baseline + WORSE_MARGIN)
                .mapToObj(baseline -> new Offence(site, Kind.WORSE_SITE, canary, baseline))
                .findFirst();
    }
}
