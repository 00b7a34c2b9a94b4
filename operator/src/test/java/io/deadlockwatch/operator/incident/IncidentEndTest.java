package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How incidents end, and what keeps them open. */
class IncidentEndTest {

    private final BookStory story = new BookStory();

    @Test
    void aSiteOnTheIgnoreListIsNoIncidentAndAnOpenOneEnds() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.watch = Given.watch(
                "{selector: {matchLabels: {app: orders}}, report: {ignore: [{function: shop.reserve, reason: known well}]}}");

        assertThat(story.tick())
                .singleElement()
                .isInstanceOfSatisfying(
                        IncidentChange.Resolved.class,
                        resolved -> assertThat(resolved.incident().resolution()).contains(Resolution.IGNORED));
        assertThat(story.reports("b", 3, Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void itIsClearedWhenThePodHasBeenClearForLongEnough() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.reports("a", 0, Verdict.CONFIRMED);
        story.clock.advance(Duration.ofMinutes(9));
        story.reports("a", 0, Verdict.CONFIRMED);
        assertThat(story.tick()).isEmpty();

        story.clock.advance(Duration.ofMinutes(1));

        assertThat(story.tick())
                .singleElement()
                .isInstanceOfSatisfying(
                        IncidentChange.Resolved.class,
                        resolved -> assertThat(resolved.incident().resolution()).contains(Resolution.CLEARED));
    }

    @Test
    void itIsNotClearedWithoutCoverage() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.reports("a", 0, Verdict.CONFIRMED);
        story.clock.advance(Duration.ofHours(1));
        story.reports("a", 0, Verdict.CONFIRMED);
        story.coverage = 79;
        assertThat(story.tick()).isEmpty();

        story.coverage = 80;

        assertThat(story.tick()).hasSize(1);
    }

    @Test
    void aPodThatIsNotObservedIsNotClear() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.reports("a", 0, Verdict.CONFIRMED);
        story.clock.advance(Duration.ofHours(1));
        story.reports("a", 0, Verdict.CONFIRMED);
        story.pods.put("a", PodPresence.UNOBSERVED);

        assertThat(story.tick()).isEmpty();
    }

    @Test
    void goroutinesThatComeBackStartTheWaitAnew() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.reports("a", 0, Verdict.CONFIRMED);
        story.clock.advance(Duration.ofMinutes(9));
        story.reports("a", 1, Verdict.CONFIRMED);
        story.reports("a", 0, Verdict.CONFIRMED);
        story.clock.advance(Duration.ofMinutes(9));
        story.reports("a", 0, Verdict.CONFIRMED);

        assertThat(story.tick()).isEmpty();
    }

    @Test
    void aRestartHidesAndOnlyCleanSuccessorsMend() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.pods.put("a", PodPresence.GONE);

        assertThat(story.tick())
                .singleElement()
                .isInstanceOfSatisfying(
                        IncidentChange.Updated.class,
                        updated -> assertThat(updated.incident().observed()).isFalse());

        // The pod had run for eleven minutes when it was first blocked.
        story.clock.advance(Duration.ofMinutes(21));
        assertThat(story.tick()).isEmpty();
        story.clock.advance(Duration.ofMinutes(1));

        assertThat(story.tick())
                .singleElement()
                .isInstanceOfSatisfying(IncidentChange.Resolved.class, resolved -> assertThat(
                                resolved.incident().resolution())
                        .contains(Resolution.NOT_SEEN_IN_REVISION));
    }

    @Test
    void successorsAreNotAskedToBeCleanForMoreThanSixHours() {
        story.clock.advance(Duration.ofDays(30));
        story.reports("a", 3, Verdict.CONFIRMED);
        story.pods.put("a", PodPresence.GONE);
        story.tick();
        story.clock.advance(Duration.ofHours(6).minusMinutes(1));
        assertThat(story.tick()).isEmpty();

        story.clock.advance(Duration.ofMinutes(1));

        assertThat(story.tick()).singleElement().isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void successorsMustBeCoveredAllTheTime() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.pods.put("a", PodPresence.GONE);
        story.tick();
        story.clock.advance(Duration.ofMinutes(20));
        story.coverage = 79;
        story.tick();
        story.coverage = 80;
        story.tick();
        story.clock.advance(Duration.ofMinutes(21));
        assertThat(story.tick()).isEmpty();

        story.clock.advance(Duration.ofMinutes(1));

        assertThat(story.tick()).singleElement().isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void aDayWithoutCoverageEndsItAsUnobservable() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.coverage = 0;
        story.tick();
        story.clock.advance(Duration.ofHours(24).minusMinutes(1));
        assertThat(story.tick()).isEmpty();

        story.clock.advance(Duration.ofMinutes(1));

        assertThat(story.tick())
                .singleElement()
                .satisfies(change -> assertThat(change.incident().resolution()).contains(Resolution.UNOBSERVABLE));
    }

    @Test
    void coverageThatCameBackForAMomentStartsTheDayAnew() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.coverage = 0;
        story.tick();
        story.clock.advance(Duration.ofHours(23));
        story.coverage = 100;
        story.tick();
        story.coverage = 0;
        story.tick();
        story.clock.advance(Duration.ofHours(23));

        assertThat(story.tick()).isEmpty();
    }

    @Test
    void whatIsStillSeenIsNotUnobservableHoweverLowCoverageIs() {
        story.coverage = 0;
        story.reports("a", 3, Verdict.CONFIRMED);
        story.tick();
        story.clock.advance(Duration.ofHours(20));
        story.reports("a", 3, Verdict.CONFIRMED);
        story.clock.advance(Duration.ofHours(20));

        assertThat(story.tick()).isEmpty();
    }

    @Test
    void whereSamplingIsPausedNobodySees() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.watch = Given.watch("{selector: {matchLabels: {app: orders}}, paused: true}");
        story.tick();
        story.clock.advance(Duration.ofHours(24));

        assertThat(story.tick())
                .singleElement()
                .satisfies(change -> assertThat(change.incident().resolution()).contains(Resolution.UNOBSERVABLE));
    }

    @Test
    void whatPeopleKeepQuietIsKeptUntilThen() {
        IncidentKey key =
                story.reports("a", 3, Verdict.CONFIRMED).getFirst().incident().key();
        story.book.suppress(key, Optional.of(story.clock.instant().plus(Duration.ofDays(8))));
        story.clear("a");
        story.clock.advance(Duration.ofDays(7));
        assertThat(story.tick()).isEmpty();

        story.clock.advance(Duration.ofDays(1));

        assertThat(story.tick()).singleElement().isInstanceOf(IncidentChange.Removed.class);
    }

    @Test
    void seenAgainItIsTheSameIncidentInItsNextEpisode() {
        String name =
                story.reports("a", 3, Verdict.CONFIRMED).getFirst().incident().name();
        story.clear("a");

        assertThat(story.reports("a", 2, Verdict.SUSPECTED))
                .singleElement()
                .isInstanceOfSatisfying(IncidentChange.Opened.class, opened -> {
                    assertThat(opened.incident().name()).isEqualTo(name);
                    assertThat(opened.incident().episodes()).isEqualTo(2);
                    assertThat(opened.incident().verdict()).isEqualTo(Verdict.SUSPECTED);
                });
    }

    @Test
    void aWeekLaterItIsForgotten() {
        story.reports("a", 3, Verdict.CONFIRMED);
        story.clear("a");
        story.clock.advance(Duration.ofDays(7));

        assertThat(story.tick()).singleElement().isInstanceOf(IncidentChange.Removed.class);
        assertThat(story.book.views()).isEmpty();
    }

    @Test
    void afterAStartNothingIsResolvedForAWhile() {
        List<IncidentView> stored =
                List.of(story.reports("a", 3, Verdict.CONFIRMED).getFirst().incident());
        story.clock.advance(Duration.ofHours(1));
        story.pods.put("a", PodPresence.GONE);
        IncidentBook restarted = new IncidentBook(
                IncidentRules.DEFAULTS.with(Duration.ofMinutes(1), Duration.ofMinutes(5)), story.clock.instant());
        restarted.restore(stored);

        restarted.tick(story.world(), story.clock.instant());
        story.clock.advance(Duration.ofMinutes(5));
        assertThat(restarted.tick(story.world(), story.clock.instant()))
                .as("from now on coverage is believed")
                .isEmpty();
        story.clock.advance(Duration.ofMinutes(22));
        assertThat(restarted.tick(story.world(), story.clock.instant()))
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
    }
}
