package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How incidents open, rise and are counted. */
class IncidentBookTest {

    private final BookStory story = new BookStory();

    @Test
    void onePodIsEnoughToOpenWhateverTheCoverage() {
        story.coverage = 0;

        List<IncidentChange> changes = story.reports("a", 3, Verdict.SUSPECTED);

        assertThat(changes).singleElement().isInstanceOfSatisfying(IncidentChange.Opened.class, opened -> {
            assertThat(opened.incident().goroutines()).isEqualTo(3);
            assertThat(opened.incident().verdict()).isEqualTo(Verdict.SUSPECTED);
            assertThat(opened.incident().name()).matches("orders-[0-9a-f]{8}");
        });
    }

    @Test
    void withFindingsOfTheBuildASuspicionIsNotReported() {
        FindingChoice findings = new FindingChoice(Optional.empty(), true);

        assertThat(story.book.observe(story.sightings("a", 3, Verdict.SUSPECTED, findings), story.clock.instant()))
                .isEmpty();
        assertThat(story.book.observe(story.sightings("a", 3, Verdict.CONFIRMED, findings), story.clock.instant()))
                .hasSize(1);
    }

    @Test
    void theWatchMayAskForMoreCertainty() {
        story.watch = Given.watch("{selector: {matchLabels: {app: orders}}, report: {minVerdict: Proven}}");

        assertThat(story.reports("a", 3, Verdict.CONFIRMED)).isEmpty();
        assertThat(story.reports("a", 3, Verdict.PROVEN)).hasSize(1);
    }

    @Test
    void theVerdictRisesAndNeverFallsWhileItIsOpen() {
        story.reports("a", 3, Verdict.SUSPECTED);

        assertThat(story.reports("b", 1, Verdict.CONFIRMED))
                .singleElement()
                .isInstanceOfSatisfying(IncidentChange.Escalated.class, escalated -> assertThat(escalated.before())
                        .isEqualTo(Verdict.SUSPECTED));

        story.reports("a", 3, Verdict.SUSPECTED);
        story.reports("b", 0, Verdict.SUSPECTED);

        assertThat(story.book.views()).singleElement().satisfies(incident -> {
            assertThat(incident.verdict()).isEqualTo(Verdict.CONFIRMED);
            assertThat(incident.goroutines()).isEqualTo(3);
            assertThat(incident.pods()).extracting(PodShare::name).containsExactly("a");
        });
    }

    @Test
    void aRevisionIsRememberedWhenItsPodsAreGoneAndAfterARestart() {
        story.reports("a", 3, Verdict.CONFIRMED);
        Instant seen = story.clock.instant();
        story.pods.remove("a");
        story.clock.advance(Duration.ofMinutes(1));
        story.tick();

        List<IncidentView> stored = story.book.views();
        assertThat(stored).singleElement().satisfies(incident -> {
            assertThat(incident.pods()).isEmpty();
            assertThat(incident.revisions()).containsExactly(new RevisionSighting("5d9f", Verdict.CONFIRMED, seen));
        });

        IncidentBook restarted = new IncidentBook(IncidentRules.DEFAULTS, story.clock.instant());
        restarted.restore(stored);

        assertThat(restarted.views()).singleElement().satisfies(incident -> assertThat(incident.revisions())
                .hasSize(1));
    }

    @Test
    void aRestoredPodThatReportsAgainIsTheSamePod() {
        List<IncidentView> stored =
                List.of(story.reports("a", 3, Verdict.CONFIRMED).getFirst().incident());
        IncidentBook restarted = new IncidentBook(IncidentRules.DEFAULTS, story.clock.instant());
        restarted.restore(stored);

        restarted.observe(story.sightings("a", 4, Verdict.CONFIRMED, FindingChoice.NONE), story.clock.instant());

        assertThat(restarted.views()).singleElement().satisfies(incident -> {
            assertThat(incident.pods()).hasSize(1);
            assertThat(incident.goroutines()).isEqualTo(4);
            assertThat(incident.episodes()).isEqualTo(1);
        });
    }

    @Test
    void beyondTheLimitTheLeastOfAllGoes() {
        IncidentBook small = book(1);
        small.observe(story.sightings("a", 3, Verdict.SUSPECTED, FindingChoice.NONE), story.clock.instant());
        Stack other = Given.blocked("shop.other");

        List<IncidentChange> lesser = small.observe(
                story.sightings("a", other, 2, Verdict.SUSPECTED, FindingChoice.NONE), story.clock.instant());
        List<IncidentChange> worse = small.observe(
                story.sightings("a", other, 2, Verdict.CONFIRMED, FindingChoice.NONE), story.clock.instant());

        assertThat(lesser).noneMatch(IncidentChange.Opened.class::isInstance);
        assertThat(worse).hasAtLeastOneElementOfType(IncidentChange.Removed.class);
        assertThat(worse).hasAtLeastOneElementOfType(IncidentChange.Opened.class);
        assertThat(small.dropped()).isEqualTo(2);
    }

    @Test
    void whatIsOverMakesRoomFirstAndWhatPeopleWroteIntoStays() {
        IncidentBook small = book(2);
        see(small, "shop.quiet", Verdict.SUSPECTED);
        see(small, "shop.over", Verdict.PROVEN);
        small.suppress(key("shop.quiet"), Optional.of(story.clock.instant().plus(Duration.ofDays(1))));
        small.restore(List.of(IncidentSamples.resolved(small.views().stream()
                .filter(view -> view.key().equals(key("shop.over")))
                .findFirst()
                .orElseThrow())));

        see(small, "shop.new", Verdict.SUSPECTED);

        assertThat(small.views())
                .extracting(view -> view.key().site().symbol())
                .containsExactlyInAnyOrder("shop.quiet", "shop.new");
    }

    @Test
    void forAnHourItIsToldThatSomeWereNotKept() {
        IncidentBook small = book(1);
        see(small, "shop.one", Verdict.SUSPECTED);
        assertThat(small.truncated(story.clock.instant())).isEmpty();
        see(small, "shop.other", Verdict.SUSPECTED);

        assertThat(small.truncated(story.clock.instant())).containsExactly("uid-orders");
        assertThat(small.truncated(story.clock.instant().plusSeconds(3_601))).isEmpty();
    }

    private IncidentBook book(int maxPerWatch) {
        return new IncidentBook(
                new IncidentRules(
                        Duration.ofMinutes(10),
                        3,
                        Duration.ofHours(6),
                        Duration.ofHours(24),
                        Duration.ZERO,
                        Duration.ofDays(7),
                        Duration.ofMinutes(30),
                        maxPerWatch),
                story.clock.instant());
    }

    private void see(IncidentBook book, String function, Verdict verdict) {
        book.observe(
                story.sightings("a", Given.blocked(function), 2, verdict, FindingChoice.NONE), story.clock.instant());
    }

    private static IncidentKey key(String function) {
        return IncidentKey.of("shop", "uid-orders", Given.ORDERS, Site.of(Given.blocked(function)));
    }

    @Test
    void numbersAreWrittenWhenTheyDoubleAndNotBefore() {
        story.reports("a", 10, Verdict.CONFIRMED);

        assertThat(story.reports("a", 19, Verdict.CONFIRMED)).isEmpty();
        assertThat(story.reports("a", 20, Verdict.CONFIRMED))
                .singleElement()
                .isInstanceOf(IncidentChange.Updated.class);
        assertThat(story.reports("a", 20, Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void anIncidentAtZeroIsWrittenOnceAndNotAtEveryTick() {
        story.reports("a", 3, Verdict.CONFIRMED);

        List<IncidentChange> fallen = new ArrayList<>(story.reports("a", 0, Verdict.CONFIRMED));
        fallen.addAll(story.tick());
        assertThat(fallen).singleElement().isInstanceOf(IncidentChange.Updated.class);

        for (int i = 0; i < 5; i++) {
            story.clock.advance(Duration.ofSeconds(30));
            assertThat(story.reports("a", 0, Verdict.CONFIRMED)).isEmpty();
            assertThat(story.tick()).isEmpty();
        }
    }

    @Test
    void suppressionIsOfTheIncidentAndEnds() {
        IncidentView incident =
                story.reports("a", 3, Verdict.CONFIRMED).getFirst().incident();

        story.book.suppress(incident.key(), Optional.of(story.clock.instant().plusSeconds(60)));

        assertThat(story.book.views().getFirst().isSuppressed(story.clock.instant()))
                .isTrue();
        assertThat(story.book
                        .views()
                        .getFirst()
                        .isSuppressed(story.clock.instant().plusSeconds(60)))
                .isFalse();
    }

    @Test
    void theNameOfAnIncidentFollowsFromWhatItIs() {
        IncidentKey key = IncidentKey.of(
                "shop",
                "uid",
                new Workload("Deployment", "a-very-long-name-of-a-workload-that-goes-on-and-on"),
                Site.of(BookStory.STACK));

        assertThat(key.name()).matches("a-very-long-name-of-a-workload-that-goes-[0-9a-f]{8}");
        assertThat(key.name())
                .isEqualTo(IncidentKey.of(
                                "shop", "uid", new Workload("Deployment", key.workloadName()), Site.of(BookStory.STACK))
                        .name());
        assertThat(IncidentKey.of(
                                "shop",
                                "uid2",
                                new Workload("Deployment", key.workloadName()),
                                Site.of(BookStory.STACK))
                        .name())
                .isNotEqualTo(key.name());
    }
}
