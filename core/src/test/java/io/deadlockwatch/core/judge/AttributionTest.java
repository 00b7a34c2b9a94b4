package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many findings, many stacks. */
class AttributionTest {

    private static final Stack BY_ANOTHER_WAY =
            new Stack(SENDER.state(), List.of(SENDER.frames().getFirst()));

    @Test
    void aStackCountsForOneFindingAndNamesTheOthers() {
        Finding exact = finding().build("EXACT");
        Finding vague = finding().in("").of("").build("VAGUE");
        FindingIndex findings = index(vague, exact);

        Judgement judgement = Judge.withBuiltInCatalogue()
                .judge(seen(SENDER, 3, 3), findings, POLICY)
                .orElseThrow();
        Match match = judgement.match().orElseThrow();

        assertThat(match.finding()).isEqualTo(exact);
        assertThat(match.others()).singleElement().satisfies(other -> assertThat(other.finding())
                .isEqualTo(vague));
        assertThat(judgement.reasons())
                .last()
                .asString()
                .isEqualTo("fits less: VAGUE at store.go:42, confidence "
                        + match.others().getFirst().percent());
        Attribution attribution = Attribution.of(findings, List.of(stood(SENDER, 3, findings)));
        assertThat(attribution.borneOut())
                .extracting(Attribution.BorneOut::finding)
                .containsExactly(exact);
        assertThat(attribution.unseen()).containsExactly(vague);
    }

    @Test
    void aFindingHasAllStacksThatItFitsBestTheClearestFirst() {
        FindingIndex findings = index(finding().build());

        Attribution attribution =
                Attribution.of(findings, List.of(stood(BY_ANOTHER_WAY, 9, findings), stood(SENDER, 3, findings)));

        assertThat(attribution.borneOut()).singleElement().satisfies(borneOut -> {
            assertThat(borneOut.goroutines()).isEqualTo(12);
            assertThat(borneOut.stacks().getFirst().fingerprint()).isEqualTo(StackFingerprint.of(SENDER));
            assertThat(borneOut.words())
                    .isEqualTo("12 goroutines on 2 stacks, each of which it fits best; the highest confidence is 100");
        });
    }

    @Test
    void aStackSeenTwiceCountsOnceWithTheLaterNumber() {
        FindingIndex findings = index(finding().build());

        Attribution attribution =
                Attribution.of(findings, List.of(stood(SENDER, 9, findings), stood(SENDER, 4, findings)));

        assertThat(attribution.borneOut().getFirst().words()).isEqualTo("4 goroutines on one stack, confidence 100");
    }

    @Test
    void highRiskFindingsThatWereNotSeenArePredictedAtTheFloor() {
        Finding warning = finding().build("WARNING");
        Finding error = new Finding(
                "ERROR",
                "error",
                "two orders",
                "",
                "main.F",
                "sync.Mutex.Lock",
                warning.line(),
                0,
                "",
                List.of(),
                List.of());
        FindingIndex findings = FindingIndex.of(new FindingSet("tool", List.of(warning, error), 2, List.of()));

        assertThat(Attribution.of(findings, List.of()).predicted())
                .singleElement()
                .satisfies(prediction -> {
                    assertThat(prediction.finding()).isEqualTo(error);
                    assertThat(prediction.percent()).isEqualTo(30);
                    assertThat(prediction.words()).contains("no goroutine was seen there");
                });
    }

    @Test
    void aSetWithTooManyFindingsAtOnePlaceSaysSo() {
        Finding[] many = new Finding[1_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = finding().build("R" + i);
        }

        Judgement judgement = Judge.withBuiltInCatalogue()
                .judge(seen(SENDER, 3, 3), index(many), POLICY)
                .orElseThrow();

        assertThat(judgement.match().orElseThrow().others()).hasSize(Match.MAX_OTHERS);
        assertThat(judgement.reasons()).last().isEqualTo("256 findings or more are near; only so many were looked at");
    }

    private static Attribution.Stood stood(Stack stack, long goroutines, FindingIndex findings) {
        Match match = new Matcher()
                .match(seen(stack, goroutines, goroutines), findings, POLICY, Surroundings.UNKNOWN)
                .orElseThrow();
        return new Attribution.Stood(StackFingerprint.of(stack), goroutines, match);
    }
}
