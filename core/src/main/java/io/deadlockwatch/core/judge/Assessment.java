package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.SourcePaths;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding held against a stack: what agrees and what does not.
 *
 * @param others findings that fit less, best first
 * @param cut whether there were more candidates than were weighed
 */
record Assessment(
        Finding finding,
        Place place,
        FlowView flow,
        ContextView context,
        Confidence confidence,
        Cap cap,
        List<Match.Other> others,
        boolean cut) {

    Assessment(Finding finding, Place place, FlowView flow, ContextView context) {
        this(
                finding,
                place,
                flow,
                context,
                new Confidence(place.score(), flow.score(), context.score()),
                new Cap(100, ""),
                List.of(),
                false);
    }

    /** This one as the best of several. */
    Assessment outOf(List<Assessment> bestFirst, boolean candidatesCut, Cap atMost) {
        List<Match.Other> rest = new ArrayList<>();
        for (int i = 1; i < bestFirst.size() && i <= Match.MAX_OTHERS; i++) {
            Assessment other = bestFirst.get(i);
            rest.add(new Match.Other(other.finding, other.confidence.total()));
        }
        return new Assessment(finding, place, flow, context, confidence, atMost, rest, candidatesCut);
    }

    Match match() {
        return new Match(finding, confidence, cap.percent(), others);
    }

    /** The confidence, at most the cap. */
    int total() {
        return Math.min(confidence.total(), cap.percent());
    }

    /** Whether finding and stack name the same function, letter for letter. */
    boolean isFullSymbolMatch() {
        return place.names() == Place.Names.SAME;
    }

    /** What the finding says, how well it fits, and what else fits. */
    List<String> reasons(Policy policy) {
        List<String> reasons = new ArrayList<>();
        boolean enough = total() >= policy.minConfidencePercent();
        reasons.add(
                "static finding " + finding.ruleId() + (enough ? " predicts it: " : " is near: ") + finding.message());
        reasons.add(sum() + (enough ? "" : ", too low to confirm: " + policy.minConfidencePercent()));
        for (Match.Other other : others) {
            reasons.add("fits less: " + other.finding().ruleId() + " at "
                    + SourcePaths.baseName(other.finding().line().file()) + ":"
                    + other.finding().line().line() + ", confidence " + other.percent());
        }
        if (cut) {
            reasons.add(Matcher.MAX_CANDIDATES + " findings or more are near; only so many were looked at");
        }
        return reasons;
    }

    /** The confidence as a sum with its reasons. */
    private String sum() {
        return "confidence " + total()
                + " = 0.45 x " + confidence.symbol() + " (" + place.words() + ")"
                + " + 0.35 x " + confidence.path() + " (" + flow.words() + ")"
                + " + 0.20 x " + confidence.context() + " (" + String.join(", ", context.words()) + ")"
                + (cap.words().isEmpty() ? "" : ", " + cap.words());
    }
}
