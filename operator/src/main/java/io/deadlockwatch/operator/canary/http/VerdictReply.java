package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.canary.CanaryRecords;
import io.deadlockwatch.operator.canary.CanaryVerdict;
import io.deadlockwatch.operator.canary.Doubt;
import io.deadlockwatch.operator.canary.Exposure;
import io.deadlockwatch.operator.canary.Offence;
import io.deadlockwatch.operator.canary.RevisionRecords;
import io.deadlockwatch.operator.incident.Case;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verdict as JSON: the names of the components are the names of the fields. Described in {@code docs/reference/canary.md}. */
record VerdictReply(Data data) {

    private static final int MAX_INCIDENTS = 20;
    private static final double PERCENT = 100;

    static VerdictReply of(Asked.Judged judged) {
        CanaryVerdict verdict = judged.verdict();
        CanaryRecords records = judged.found().records();
        Exposure exposure = verdict.exposure();
        List<Offence> offences = verdict instanceof CanaryVerdict.Fail fail ? fail.offences() : List.of();
        return new VerdictReply(new Data(
                Outcome.of(verdict).label(),
                CanaryWords.code(verdict),
                codes(verdict),
                CanaryWords.sentence(judged),
                exposure.provenOnly() ? "proven-only" : "full",
                judged.found().workload().toString(),
                judged.found().watch(),
                records.canary().revision(),
                records.baseline().map(RevisionRecords::revision).orElse("none"),
                exposure.coverage(),
                exposure.baselineCoverage().orElse(null),
                exposure.expected(),
                exposure.observed(),
                exposure.samplesPerPod(),
                records.window().toSeconds(),
                exposure.span().toSeconds(),
                exposure.podSeconds(),
                count(offences, Offence.Kind.NEW_SITE),
                count(offences, Offence.Kind.WORSE_SITE),
                offences.stream()
                                .mapToInt(offence -> explanation(offence).confidencePercent())
                                .max()
                                .orElse(0)
                        / PERCENT,
                verdict instanceof CanaryVerdict.Inconclusive open
                        ? open.retryAfter().toSeconds()
                        : 0,
                offences.stream().limit(MAX_INCIDENTS).map(Incident::of).toList()));
    }

    private static List<String> codes(CanaryVerdict verdict) {
        return switch (verdict) {
            case CanaryVerdict.Pass _ -> List.of(CanaryWords.code(verdict));
            case CanaryVerdict.Fail fail ->
                fail.offences().stream()
                        .map(offence -> offence.kind().code())
                        .distinct()
                        .toList();
            case CanaryVerdict.Inconclusive open ->
                open.doubts().stream().map(Doubt::code).toList();
        };
    }

    private static int count(List<Offence> offences, Offence.Kind kind) {
        return (int) offences.stream().filter(offence -> offence.kind() == kind).count();
    }

    private static Case explanation(Offence offence) {
        return offence.site().incident().explanation();
    }

    /** What Argo sees of it: the template's {@code jsonPath} is {@code {$.data}}. */
    record Data(
            String verdict,
            String reason,
            List<String> reasons,
            String message,
            String mode,
            String workload,
            String watch,
            String canary,
            String baseline,
            double coverage,
            @Nullable Double baselineCoverage,
            int podsExpected,
            int podsObserved,
            long samplesPerPod,
            long windowSeconds,
            long observedSeconds,
            long podSecondsObserved,
            int newSites,
            int worseSites,
            double maxConfidence,
            long retryAfterSeconds,
            List<Incident> incidents) {}

    /** A site that fails the canary. */
    record Incident(
            String name,
            String site,
            String reason,
            String verdict,
            double confidence,
            String waitReason,
            String function,
            String file,
            int line,
            long goroutines,
            int pods,
            double medianPerPod,
            double baselineMedianPerPod) {

        static Incident of(Offence offence) {
            Case where = explanation(offence);
            return new Incident(
                    offence.site().incident().name(),
                    offence.site().incident().key().site().toString(),
                    offence.kind().code(),
                    offence.site().verdict().name().toLowerCase(Locale.ROOT),
                    where.confidencePercent() / PERCENT,
                    where.waitReason(),
                    where.function(),
                    where.file(),
                    where.line(),
                    offence.site().canary().values().stream()
                            .mapToLong(Long::longValue)
                            .sum(),
                    offence.site().canary().size(),
                    offence.canaryMedian(),
                    offence.baselineMedian());
        }
    }
}
