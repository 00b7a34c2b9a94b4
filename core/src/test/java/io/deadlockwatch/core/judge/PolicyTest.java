package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.Subject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user can ask of the judge. */
class PolicyTest {

    private final Judge judge = Judge.withBuiltInCatalogue();

    @ParameterizedTest
    @CsvSource({
        "SITE, example.com/shop/stock.(*Store).Reserve|chan send, true",
        "SITE, example.com/shop/stock.(*Store).Reserve|chan receive, false",
        "FUNCTION, example.com/shop/stock.(*Store).Reserve, true",
        "FUNCTION, example.com/shop/stock.*, true",
        "FUNCTION, *.Reserve, true",
        "FUNCTION, example.com/shop/api.handle, false",
        "FILE, stock/store.go, true",
        "FILE, /src/shop/stock/store.go, true",
        "FILE, stock/*.go, true",
        "FILE, tock/store.go, false",
        "FILE, store.g, false"
    })
    void ignoredPlacesAreNotJudged(IgnoreList.Kind kind, String pattern, boolean ignored) {
        IgnoreList list = IgnoreList.of(List.of(new IgnoreList.Entry(kind, pattern, "known, see issue 1")));
        Observation leaked = seen(SENDER, 20, 1).with(new Leaked(20, false));

        Opinion opinion = judge.opinion(leaked, index(finding().build()), POLICY.ignoring(list), Surroundings.UNKNOWN);

        assertThat(opinion instanceof Opinion.Silence).isEqualTo(ignored);
        if (opinion instanceof Opinion.Silence silence) {
            assertThat(silence.cause()).isEqualTo(Opinion.Cause.IGNORED);
            assertThat(silence.reasons()).containsExactly("ignored: known, see issue 1");
        }
    }

    @Test
    void aListOfIgnoredPlacesIsBoundedAndGivesReasons() {
        IgnoreList.Entry entry = new IgnoreList.Entry(IgnoreList.Kind.FUNCTION, "main.F", "known");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> IgnoreList.of(Collections.nCopies(1_001, entry)))
                .withMessage("1001 ignored places, limit is 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IgnoreList.Entry(IgnoreList.Kind.FUNCTION, "main.F", " "));
    }

    @Test
    void suspicionsAreKeptBackOnlyWhereTheyAreNotWanted() {
        Policy quiet = POLICY.withoutSuspicions();

        assertThat(judge.judge(seen(SENDER, 20, 1), FindingIndex.EMPTY, quiet)).isEmpty();
        assertThat(judge.judge(seen(SENDER, 20, 1), index(finding().build()), quiet))
                .isPresent();
        assertThat(judge.opinion(seen(SENDER, 20, 1), FindingIndex.EMPTY, quiet, Surroundings.UNKNOWN))
                .isEqualTo(new Opinion.Silence(Opinion.Cause.NOT_ASKED, List.of("grown from 1 to 20")));
    }

    @Test
    void thresholdsAreThePolicys() {
        Policy strict = new Policy(Duration.ofMinutes(1), 70, 3, 5, true, IgnoreList.EMPTY);

        assertThat(judge.judge(seen(SENDER, 4, 1), FindingIndex.EMPTY, strict)).isPresent();
        assertThat(judge.judge(seen(SENDER, 3, 1), FindingIndex.EMPTY, strict)).isEmpty();
        assertThat(judge.judge(seen(SENDER, 5, 5), FindingIndex.EMPTY, strict)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"70, 69", "100, 69", "50, 49"})
    void findingsOfAnotherVersionStayBelowTheThreshold(int minConfidence, int percent) {
        FindingSet set = new FindingSet("tool", List.of(finding().build()), 1, List.of())
                .about(new Subject(List.of(), List.of("1.4.2")));
        Policy policy = new Policy(POLICY.blockedFor(), minConfidence);
        FindingIndex other = FindingIndex.of(set).forAnotherVersion();

        assertThat(judge.judge(seen(SENDER, 3, 3), other, policy)).isEmpty();
        Judgement judgement = judge.judge(seen(SENDER, 20, 1), other, policy).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.SUSPECTED);
        assertThat(judgement.match().orElseThrow().percent()).isEqualTo(percent);
        assertThat(judgement.reasons())
                .anyMatch(reason -> reason.contains(
                        "capped at " + percent + ": the findings are not for this version, but for 1.4.2"));
    }

    @Test
    void aSubjectCoversWhatItNames() {
        Subject subject = new Subject(List.of("reg/shop:1.4.2"), List.of("1.4.2"));

        assertThat(subject.covers("reg/shop:1.4.2", "")).isTrue();
        assertThat(subject.covers("", "1.4.2")).isTrue();
        assertThat(subject.covers("reg/shop:1.5.0", "1.5.0")).isFalse();
        assertThat(Subject.UNTOLD.covers("", "")).isFalse();
    }
}
