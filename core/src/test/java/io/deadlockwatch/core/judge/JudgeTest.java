package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.seen;
import static io.deadlockwatch.core.judge.Given.stack;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.UnknownState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final FindingIndex PREDICTED = index(finding().build());
    private static final Stack IDLE_CONNECTION =
            stack(KnownState.SELECT, "net/http.(*persistConn).writeLoop", "net/http.(*Transport).dialConn.gowrap3");

    private final Judge judge = Judge.withBuiltInCatalogue();

    @Test
    void aPredictedStackThatPersistsIsConfirmed() {
        Judgement judgement = judge.judge(seen(SENDER, 3, 2), PREDICTED, POLICY).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(judgement.evidence()).containsExactlyInAnyOrder(Evidence.PERSISTENT, Evidence.STATIC_MATCH);
        assertThat(judgement.site()).isEqualTo(new Site("example.com/shop/stock.(*Store).Reserve", "chan send"));
        assertThat(judgement.where()).isEqualTo(SENDER.frames().getFirst());
        assertThat(judgement.match().orElseThrow().finding())
                .isEqualTo(finding().build());
        assertThat(judgement.reasons())
                .containsExactly(
                        "3 goroutines in chan send at store.go:42 for 2m0s, never fewer than 2",
                        "static finding DG1001 predicts it: a send whose receiver can leave early",
                        "confidence 100 = 0.45 x 100 (the function agrees, the file agrees, the line agrees)"
                                + " + 0.35 x 100 (2 of 2 steps of its path are on the stack)"
                                + " + 0.20 x 100 (there for 2m0s of 1m0s)");
    }

    @ParameterizedTest
    @CsvSource({
        // count, min, seconds, good samples
        "3, 0, 120, 9",
        "3, 2, 59, 9",
        "3, 2, 120, 2"
    })
    void whatDoesNotPersistIsNotJudged(long count, long min, long seconds, long goodSamples) {
        Observation seen = new Observation(SENDER, count, min, Duration.ofSeconds(seconds), goodSamples);

        assertThat(judge.judge(seen, PREDICTED, POLICY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 60, 3"})
    void theEdgesOfPersistenceAreInside(long count, long min, long seconds, long goodSamples) {
        Observation seen = new Observation(SENDER, count, min, Duration.ofSeconds(seconds), goodSamples);

        assertThat(judge.judge(seen, PREDICTED, POLICY)).isPresent();
    }

    @Test
    void aStateThatCannotLastForEverIsNotJudged() {
        for (var state : List.of(KnownState.IO_WAIT, KnownState.SLEEP, new UnknownState("waiting for the moon"))) {
            assertThat(judge.judge(seen(new Stack(state, SENDER.frames()), 5_000, 5_000), PREDICTED, POLICY))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // count, min, suspected
        "1, 1, false",
        "19, 10, false",
        "20, 10, true",
        "10, 1, false",
        "11, 1, true",
        "109, 100, false",
        "150, 100, false",
        "200, 100, true",
        "999, 999, false",
        "1000, 1000, true"
    })
    void growthAndNumbersAreSuspicious(long count, long min, boolean suspected) {
        Optional<Judgement> judgement = judge.judge(seen(SENDER, count, min), FindingIndex.EMPTY, POLICY);

        assertThat(judgement.isPresent()).isEqualTo(suspected);
        judgement.ifPresent(suspicion -> {
            assertThat(suspicion.verdict()).isEqualTo(Verdict.SUSPECTED);
            assertThat(suspicion.match()).isEmpty();
            assertThat(suspicion.evidence().contains(Evidence.GROWING)).isEqualTo(count >= 2 * min);
        });
    }

    @Test
    void aSuspicionIsExplained() {
        assertThat(judge.judge(seen(SENDER, 20, 1), FindingIndex.EMPTY, POLICY)
                        .orElseThrow()
                        .reasons())
                .containsExactly(
                        "20 goroutines in chan send at store.go:42 for 2m0s, never fewer than 1", "grown from 1 to 20");
        assertThat(judge.judge(seen(SENDER, 1_200, 1_100), FindingIndex.EMPTY, POLICY)
                        .orElseThrow()
                        .reasons())
                .last()
                .isEqualTo("at no time fewer than 1000");
    }

    @Test
    void aWeakMatchDoesNotConfirmButIsShown() {
        FindingIndex elsewhere = index(finding().at("stock/store.go", 60, 40).build());

        assertThat(judge.judge(seen(SENDER, 3, 3), elsewhere, POLICY)).isEmpty();
        Judgement judgement =
                judge.judge(seen(SENDER, 20, 3), elsewhere, POLICY).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.SUSPECTED);
        assertThat(judgement.match()).isPresent();
        assertThat(judgement.evidence()).containsExactlyInAnyOrder(Evidence.PERSISTENT, Evidence.GROWING);
        assertThat(judgement.reasons()).anyMatch(reason -> reason.startsWith("static finding DG1001 is near: "));
        assertThat(judgement.reasons()).last().asString().endsWith(", too low to confirm: 70");
    }

    @Test
    void theConfidenceAskedForIsThePolicys() {
        FindingIndex moved = index(finding().at("stock/moved.go", 42, 40).build());
        Observation seen = seen(SENDER, 1, 1);
        int total = judge.judge(seen, moved, POLICY)
                .orElseThrow()
                .match()
                .orElseThrow()
                .confidence()
                .total();

        assertThat(judge.judge(seen, moved, new Policy(POLICY.blockedFor(), total)))
                .isPresent();
        assertThat(judge.judge(seen, moved, new Policy(POLICY.blockedFor(), total + 1)))
                .isEmpty();
    }

    @Test
    void whatIsBenignIsNeverSuspected() {
        assertThat(judge.judge(seen(IDLE_CONNECTION, 5_000, 100), FindingIndex.EMPTY, POLICY))
                .isEmpty();
        assertThat(new Judge(BenignCatalogue.EMPTY)
                        .judge(seen(IDLE_CONNECTION, 5_000, 100), FindingIndex.EMPTY, POLICY))
                .isPresent();
    }

    @Test
    void whatIsBenignIsConfirmedOnlyByAFindingInItsVeryFunction() {
        FindingIndex exact = index(finding()
                .of("select")
                .in("net/http.(*persistConn).writeLoop")
                .at("src/x.go", 20, 10)
                .along()
                .build());
        FindingIndex lineOnly = index(
                finding().of("select").in("").at("src/x.go", 20, 10).along().build());

        Judgement judgement =
                judge.judge(seen(IDLE_CONNECTION, 1, 1), exact, POLICY).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(judgement.reasons()).last().asString().startsWith("usually benign (");
        assertThat(judge.judge(seen(IDLE_CONNECTION, 5_000, 100), lineOnly, POLICY))
                .isEmpty();
    }

    @Test
    void aStackWithoutFramesHasAPlaceOfItsOwn() {
        Judgement judgement = judge.judge(
                        seen(new Stack(KnownState.CHAN_SEND, List.of()), 2_000, 2_000), FindingIndex.EMPTY, POLICY)
                .orElseThrow();

        assertThat(judgement.site()).hasToString("?|chan send");
        assertThat(judgement.where()).isEqualTo(new Frame("", "", 0, 0));
    }
}
