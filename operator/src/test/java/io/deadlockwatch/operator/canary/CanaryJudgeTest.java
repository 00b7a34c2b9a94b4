package io.deadlockwatch.operator.canary;

import static io.deadlockwatch.operator.coverage.PodState.EXCLUDED;
import static io.deadlockwatch.operator.coverage.PodState.INCOMPLETE;
import static io.deadlockwatch.operator.coverage.PodState.NO_CONTACT;
import static io.deadlockwatch.operator.coverage.PodState.NO_PPROF;
import static io.deadlockwatch.operator.coverage.PodState.OBSERVED;
import static io.deadlockwatch.operator.coverage.PodState.STALE;
import static io.deadlockwatch.operator.coverage.PodState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.canary.CanaryVerdict.Fail;
import io.deadlockwatch.operator.canary.CanaryVerdict.Inconclusive;
import io.deadlockwatch.operator.canary.CanaryVerdict.Pass;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.PodView;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for a canary, one by one. */
class CanaryJudgeTest {

    private static final Map<String, Long> ONE = Map.of("c0", 1L);

    @Test
    void aCanaryThatWasWatchedAndHasNothingPasses() {
        CanaryVerdict verdict = new CanaryStory()
                .canary(OBSERVED, OBSERVED)
                .baseline(OBSERVED, STALE)
                .verdict();

        assertThat(verdict).isInstanceOf(Pass.class);
        assertThat(verdict.exposure().podSeconds()).isEqualTo(600);
        assertThat(verdict.exposure().samplesPerPod()).isEqualTo(20);
        assertThat(verdict.exposure().coverage()).isEqualTo(1.0);
        assertThat(verdict.exposure().baselineCoverage()).contains(0.5);
        assertThat(verdict.exposure().provenOnly()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(PodState.class)
    void aNewSiteFailsHoweverBadlyTheCanaryIsObserved(PodState state) {
        isFailedBy(
                new CanaryStory().canary(state).newSite(Verdict.CONFIRMED, ONE).verdict(), Offence.Kind.NEW_SITE);
    }

    @Test
    void aNewSiteFailsEvenWhenEveryPodThatHadItIsGone() {
        isFailedBy(new CanaryStory().newSite(Verdict.CONFIRMED, Map.of()).verdict(), Offence.Kind.NEW_SITE);
    }

    @ParameterizedTest
    @CsvSource({
        "PROVEN,    PROVEN,    true",
        "PROVEN,    CONFIRMED, false",
        "PROVEN,    SUSPECTED, false",
        "CONFIRMED, PROVEN,    true",
        "CONFIRMED, CONFIRMED, true",
        "CONFIRMED, SUSPECTED, false",
        "SUSPECTED, PROVEN,    true",
        "SUSPECTED, CONFIRMED, true",
        "SUSPECTED, SUSPECTED, true"
    })
    void aVerdictFailsFromTheOneOnThatTheWatchNames(Verdict failOn, Verdict seen, boolean fails) {
        CanaryVerdict verdict = new CanaryStory()
                .policy(failOn, 80, 1)
                .canary(OBSERVED)
                .newSite(seen, ONE)
                .verdict();

        assertThat(verdict).isInstanceOf(fails ? Fail.class : Pass.class);
    }

    @Test
    void withoutABaselineEverySiteIsNew() {
        CanaryVerdict verdict = new CanaryStory()
                .noBaseline()
                .canary(OBSERVED)
                .newSite(Verdict.CONFIRMED, ONE)
                .verdict();

        isFailedBy(verdict, Offence.Kind.NEW_SITE);
        assertThat(verdict.exposure().baselineCoverage()).isEmpty();
    }

    /** Twice the baseline's median, and ten more: exactly that is not yet worse. */
    @ParameterizedTest
    @CsvSource({"10, 0, false", "11, 0, true", "30, 10, false", "31, 10, true", "210, 100, false", "211, 100, true"})
    void aKnownSiteFailsOnlyIfThereIsFarMoreOfIt(long canary, long baseline, boolean fails) {
        Map<String, Long> inBaseline = baseline == 0 ? Map.of() : Map.of("b0", baseline);
        CanaryVerdict verdict = new CanaryStory()
                .canary(OBSERVED)
                .baseline(OBSERVED)
                .site(Verdict.CONFIRMED, Map.of("c0", canary), true, inBaseline)
                .verdict();

        if (fails) {
            isFailedBy(verdict, Offence.Kind.WORSE_SITE);
        } else {
            assertThat(verdict).isInstanceOf(Pass.class);
        }
    }

    @Test
    void onePodThatWentAstrayIsNotWorseThanTheBaseline() {
        Map<String, Long> astray = Map.of("c0", 10_000L, "c1", 10L, "c2", 10L);

        assertThat(new CanaryStory()
                        .canary(OBSERVED, OBSERVED, OBSERVED)
                        .baseline(OBSERVED)
                        .site(Verdict.CONFIRMED, astray, true, Map.of("b0", 10L))
                        .verdict())
                .isInstanceOf(Pass.class);
    }

    @Test
    void silentPodsOfTheBaselineDoNotCountAsFreeOfTheSite() {
        // Counted as zeros, the two silent ones would move the baseline's median to 0, and the canary would look far
        // worse.
        assertThat(new CanaryStory()
                        .canary(OBSERVED)
                        .baseline(OBSERVED, STALE, NO_CONTACT)
                        .site(Verdict.CONFIRMED, Map.of("c0", 100L), true, Map.of("b0", 100L))
                        .verdict())
                .isInstanceOf(Pass.class);
    }

    @Test
    void aSiteKnownOnlyFromTheBaselinesPastIsNothingToMeasureAgainst() {
        assertThat(new CanaryStory()
                        .canary(OBSERVED)
                        .site(Verdict.CONFIRMED, Map.of("c0", 10_000L), true, Map.of())
                        .verdict())
                .isInstanceOf(Pass.class);
    }

    @Test
    void offencesComeWorstFirst() {
        CanaryVerdict verdict = new CanaryStory()
                .canary(OBSERVED)
                .baseline(OBSERVED)
                .site(Verdict.CONFIRMED, Map.of("c0", 500L), true, Map.of())
                .newSite(Verdict.CONFIRMED, Map.of("c0", 2L))
                .newSite(Verdict.CONFIRMED, Map.of("c0", 3L))
                .newSite(Verdict.PROVEN, ONE)
                .verdict();

        assertThat(verdict).asInstanceOf(type(Fail.class)).satisfies(fail -> assertThat(fail.offences())
                .extracting(offence -> offence.site().incident().explanation().function())
                .containsExactly("shop.f3", "shop.f2", "shop.f1", "shop.f0"));
    }

    static Stream<Arguments> doubts() {
        PodView restarted = new PodView("c9", OBSERVED, Given.NOW.minusSeconds(200), 1, Duration.ofMinutes(5), 20);
        PodView first = new PodView("c9", OBSERVED, Given.NOW.minusSeconds(200), 0, Duration.ofMinutes(3), 12);
        PodView restartedLongAgo =
                new PodView("c9", OBSERVED, Given.NOW.minusSeconds(301), 1, Duration.ofMinutes(5), 20);
        PodView young = new PodView("c9", STARTING, Given.NOW.minusSeconds(20), 0, Duration.ZERO, 0);
        PodView brief = CanaryStory.pod("c9", OBSERVED, Duration.ofSeconds(170));
        return Stream.of(
                Arguments.of("no pod", new CanaryStory(), List.of(Doubt.NO_PODS), 30),
                Arguments.of("excluded only", new CanaryStory().canary(EXCLUDED), List.of(Doubt.NO_PODS), 30),
                Arguments.of(
                        "starting only",
                        new CanaryStory().canary(young),
                        List.of(Doubt.NO_PODS, Doubt.PODS_STARTING),
                        40),
                Arguments.of(
                        "no pprof",
                        new CanaryStory().canary(NO_PPROF),
                        List.of(Doubt.TOO_FEW_PODS, Doubt.LOW_COVERAGE),
                        30),
                Arguments.of(
                        "one of two",
                        new CanaryStory().policy(Verdict.CONFIRMED, 50, 2).canary(OBSERVED, INCOMPLETE),
                        List.of(Doubt.TOO_FEW_PODS),
                        30),
                Arguments.of(
                        "three of four, 80 % asked",
                        new CanaryStory().canary(OBSERVED, OBSERVED, OBSERVED, STALE), List.of(Doubt.LOW_COVERAGE), 30),
                Arguments.of("too short", new CanaryStory().canary(brief), List.of(Doubt.NOT_OBSERVED_LONG_ENOUGH), 10),
                Arguments.of(
                        "one more is starting",
                        new CanaryStory().canary(OBSERVED).canary(young),
                        List.of(Doubt.PODS_STARTING),
                        40),
                Arguments.of("restarted", new CanaryStory().canary(restarted), List.of(Doubt.RESTARTING), 100),
                Arguments.of("started for the first time", new CanaryStory().canary(first), List.of(), 0),
                Arguments.of("restarted long ago", new CanaryStory().canary(restartedLongAgo), List.of(), 0),
                Arguments.of(
                        "findings asked for",
                        new CanaryStory().canary(OBSERVED).noFindings().requireFindings(),
                        List.of(Doubt.NO_FINDINGS),
                        30),
                Arguments.of(
                        "findings there", new CanaryStory().canary(OBSERVED).requireFindings(), List.of(), 0),
                Arguments.of(
                        "several at once",
                        new CanaryStory()
                                .canary(restarted)
                                .canary(young)
                                .canary(STALE)
                                .noFindings()
                                .requireFindings(),
                        List.of(Doubt.LOW_COVERAGE, Doubt.PODS_STARTING, Doubt.RESTARTING, Doubt.NO_FINDINGS),
                        100));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubts")
    void everyDoubtHasItsReasonAndATime(String name, CanaryStory story, List<Doubt> doubts, int seconds) {
        CanaryVerdict verdict = story.verdict();

        if (doubts.isEmpty()) {
            assertThat(verdict).isInstanceOf(Pass.class);
            return;
        }
        assertThat(verdict).asInstanceOf(type(Inconclusive.class)).satisfies(inconclusive -> {
            assertThat(inconclusive.doubts()).containsExactlyElementsOf(doubts);
            assertThat(inconclusive.retryAfter()).hasSeconds(seconds);
        });
    }

    /** Of ten pods eight must be observed for three minutes; two that scaled up later do no harm. */
    @ParameterizedTest
    @CsvSource({"8, true", "7, false"})
    void theObservedTimeIsThatOfAsManyPodsAsMustBeObserved(int longEnough, boolean passes) {
        CanaryStory story = new CanaryStory();
        IntStream.range(0, 10)
                .mapToObj(i -> CanaryStory.pod("c" + i, OBSERVED, Duration.ofSeconds(i < longEnough ? 180 : 160)))
                .forEach(story::canary);

        assertThat(story.verdict()).isInstanceOf(passes ? Pass.class : Inconclusive.class);
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, true, false",
        "CONFIRMED, false, true",
        "PROVEN, true, true",
        "PROVEN, false, true",
        "SUSPECTED, false, false"
    })
    void saysWhenNothingButProofCouldHaveFailedIt(Verdict failOn, boolean findings, boolean provenOnly) {
        CanaryStory story = new CanaryStory().policy(failOn, 80, 1).canary(OBSERVED);

        CanaryVerdict verdict = (findings ? story : story.noFindings()).verdict();

        assertThat(verdict).isInstanceOf(Pass.class);
        assertThat(verdict.exposure().provenOnly()).isEqualTo(provenOnly);
    }

    private static void isFailedBy(CanaryVerdict verdict, Offence.Kind kind) {
        ObjectAssert<Fail> fail = assertThat(verdict).asInstanceOf(type(Fail.class));
        fail.satisfies(
                each -> assertThat(each.offences()).singleElement().satisfies(offence -> assertThat(offence.kind())
                        .isEqualTo(kind)));
    }
}
