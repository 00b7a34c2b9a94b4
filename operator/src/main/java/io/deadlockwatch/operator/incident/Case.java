package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Confidence;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.FindingSource;
import java.util.Optional;

/**
 * What an incident shows to explain itself: the worst stack of it, and the finding behind it.
 *
 * @param function as Go names it
 * @param line 0 if unknown
 * @param confidence empty if no finding is near
 * @param confidencePercent the total, capped for findings of another build; 0 if no finding is near
 * @param findingSet empty if no finding is near
 * @param stack text, at most 8 KiB
 * @param waitFor who waits for whom, a sentence a line, at most 4 KiB; empty if not known
 */
public record Case(
        String function,
        String file,
        int line,
        String waitReason,
        Optional<Confidence> confidence,
        int confidencePercent,
        String findingSet,
        String ruleId,
        String stack,
        String waitFor) {

    static Case of(Worst worst, FindingChoice findings) {
        Optional<Match> match = worst.judgement().match();
        Optional<Confidence> confidence = match.map(Match::confidence);
        int total = confidence.map(Confidence::total).orElse(0);
        return new Case(
                worst.judgement().where().function(),
                worst.judgement().where().file(),
                worst.judgement().where().line(),
                worst.stack().state().words(),
                confidence,
                findings.sameBuild() ? total : Math.min(total, FindingChoice.OTHER_BUILD_CAP),
                match.flatMap(_ -> findings.source()).map(FindingSource::name).orElse(""),
                match.map(found -> found.finding().ruleId()).orElse(""),
                StackWords.of(worst.stack()),
                worst.waitFor());
    }

    /** {@code store.go:118}: short enough for a metric label. */
    public String location() {
        return file.substring(file.lastIndexOf('/') + 1) + ":" + line;
    }
}
