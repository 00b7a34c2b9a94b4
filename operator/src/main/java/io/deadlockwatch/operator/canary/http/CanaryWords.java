package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.canary.CanaryVerdict;
import io.deadlockwatch.operator.canary.Doubt;
import io.deadlockwatch.operator.canary.Exposure;
import io.deadlockwatch.operator.canary.Lookup;
import io.deadlockwatch.operator.canary.Offence;
import io.deadlockwatch.operator.incident.Case;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A verdict in a sentence; it never claims more than what was looked at. */
final class CanaryWords {

    private CanaryWords() {}

    /** The reason in one word, for programs. */
    static String code(CanaryVerdict verdict) {
        return switch (verdict) {
            case CanaryVerdict.Pass pass -> pass.exposure().provenOnly() ? "CleanProvenOnly" : "Clean";
            case CanaryVerdict.Fail fail -> fail.offences().getFirst().kind().code();
            case CanaryVerdict.Inconclusive open -> open.doubts().getFirst().code();
        };
    }

    static String sentence(Asked.Judged judged) {
        Lookup.Found found = judged.found();
        String revision = found.records().canary().revision();
        String subject = found.workload() + (revision.isEmpty() ? "" : " revision " + revision) + ": ";
        return subject
                + switch (judged.verdict()) {
                    case CanaryVerdict.Pass pass -> passed(pass.exposure());
                    case CanaryVerdict.Fail fail -> failed(fail.offences());
                    case CanaryVerdict.Inconclusive open -> undecided(open, found);
                };
    }

    private static String passed(Exposure exposure) {
        return "nothing found in " + exposure.podSeconds() / 60 + " pod-minutes, " + pods(exposure) + " observed"
                + (exposure.provenOnly()
                        ? "; without static findings of this build only proof could have failed it"
                        : "");
    }

    private static String failed(List<Offence> offences) {
        Offence worst = offences.getFirst();
        Case where = worst.site().incident().explanation();
        String kind = worst.kind() == Offence.Kind.NEW_SITE ? "new" : "worse than in the baseline";
        String more = offences.size() == 1 ? "" : ", and " + (offences.size() - 1) + " more";
        return "goroutines blocked in " + where.function() + " (" + where.location() + ", " + where.waitReason() + "), "
                + worst.site().verdict().name().toLowerCase(Locale.ROOT) + ", " + kind + more;
    }

    private static String undecided(CanaryVerdict.Inconclusive open, Lookup.Found found) {
        return open.doubts().stream()
                .map(doubt -> because(doubt, open.exposure(), found))
                .collect(Collectors.joining("; "));
    }

    private static String because(Doubt doubt, Exposure exposure, Lookup.Found found) {
        var policy = found.records().policy();
        return switch (doubt) {
            case NO_PODS -> "watch " + found.watch() + " sees no pod of it that could be observed";
            case TOO_FEW_PODS -> pods(exposure) + " observed, at least " + policy.minPods() + " asked for";
            case LOW_COVERAGE ->
                pods(exposure) + " observed, " + policy.minCoveragePercent() + " % asked for: status.gaps of watch "
                        + found.watch() + " tells why";
            case NOT_OBSERVED_LONG_ENOUGH ->
                "observed for " + exposure.span().toSeconds() + " of "
                        + policy.minObserved().toSeconds() + " seconds";
            case PODS_STARTING -> "pods have only just started";
            case RESTARTING ->
                "a pod's container was started anew within "
                        + found.records().window().toSeconds() + " seconds";
            case NO_FINDINGS -> "no StaticFindingSet is about this build, and one is required";
        };
    }

    private static String pods(Exposure exposure) {
        return exposure.observed() + " of " + exposure.expected() + " pods";
    }
}
