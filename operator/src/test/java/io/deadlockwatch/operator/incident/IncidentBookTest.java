package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of an incident, told by reports of pods and the passing of time. */
class IncidentBookTest {

    private static final Stack STACK = Given.blocked("shop.reserve");
    private static final Site SITE = Site.of(STACK);
    private static final Duration SETTLED = Duration.ofMinutes(6);

    private final ManualClock clock = new ManualClock();
    private final IncidentBook book = new IncidentBook(IncidentRules.DEFAULTS, clock.instant());
    private final Map<String, PodPresence> pods = new HashMap<>();
    private final Map<String, Long> samples = new HashMap<>();
    private int coverage = 100;
    private WatchPolicy watch = Given.watch();

    @BeforeEach
    void pass() {
        clock.advance(SETTLED);
    }

    @Test
    void onePodIsEnoughToOpenWhateverTheCoverage() {
        coverage = 0;

        List<IncidentChange> changes = reports("a", 3, Verdict.SUSPECTED);

        assertThat(changes).singleElement().isInstanceOfSatisfying(IncidentChange.Opened.class, opened -> {
            assertThat(opened.incident().goroutines()).isEqualTo(3);
            assertThat(opened.incident().verdict()).isEqualTo(Verdict.SUSPECTED);
            assertThat(opened.incident().name()).matches("orders-[0-9a-f]{8}");
        });
    }

    @Test
    void withFindingsOfTheBuildASuspicionIsNotReported() {
        FindingChoice findings = new FindingChoice(Optional.empty(), true);

        assertThat(book.observe(sightings("a", 3, Verdict.SUSPECTED, findings), clock.instant()))
                .isEmpty();
        assertThat(book.observe(sightings("a", 3, Verdict.CONFIRMED, findings), clock.instant()))
                .hasSize(1);
    }

    @Test
    void theWatchMayAskForMoreCertainty() {
        watch = Given.watch("{selector: {matchLabels: {app: orders}}, report: {minVerdict: Proven}}");

        assertThat(reports("a", 3, Verdict.CONFIRMED)).isEmpty();
        assertThat(reports("a", 3, Verdict.PROVEN)).hasSize(1);
    }

    @Test
    void aSiteOnTheIgnoreListIsNoIncidentAndAnOpenOneEnds() {
        reports("a", 3, Verdict.CONFIRMED);
        watch = Given.watch(
                "{selector: {matchLabels: {app: orders}}, report: {ignore: [{function: shop.reserve, reason: known well}]}}");

        assertThat(tick()).singleElement().isInstanceOfSatisfying(IncidentChange.Resolved.class, resolved -> assertThat(
                        resolved.incident().resolution())
                .contains(Resolution.IGNORED));
        assertThat(reports("b", 3, Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void theVerdictRisesAndNeverFallsWhileItIsOpen() {
        reports("a", 3, Verdict.SUSPECTED);

        assertThat(reports("b", 1, Verdict.CONFIRMED))
                .singleElement()
                .isInstanceOfSatisfying(IncidentChange.Escalated.class, escalated -> assertThat(escalated.before())
                        .isEqualTo(Verdict.SUSPECTED));

        reports("a", 3, Verdict.SUSPECTED);
        reports("b", 0, Verdict.SUSPECTED);

        assertThat(book.views()).singleElement().satisfies(incident -> {
            assertThat(incident.verdict()).isEqualTo(Verdict.CONFIRMED);
            assertThat(incident.goroutines()).isEqualTo(3);
            assertThat(incident.pods()).extracting(PodShare::name).containsExactly("a");
        });
    }

    @Test
    void itIsClearedWhenThePodHasBeenClearForLongEnough() {
        reports("a", 3, Verdict.CONFIRMED);
        reports("a", 0, Verdict.CONFIRMED);
        clock.advance(Duration.ofMinutes(9));
        reports("a", 0, Verdict.CONFIRMED);
        assertThat(tick()).isEmpty();

        clock.advance(Duration.ofMinutes(1));

        assertThat(tick()).singleElement().isInstanceOfSatisfying(IncidentChange.Resolved.class, resolved -> assertThat(
                        resolved.incident().resolution())
                .contains(Resolution.CLEARED));
    }

    @Test
    void itIsNotClearedWithoutCoverage() {
        reports("a", 3, Verdict.CONFIRMED);
        reports("a", 0, Verdict.CONFIRMED);
        clock.advance(Duration.ofHours(1));
        reports("a", 0, Verdict.CONFIRMED);
        coverage = 79;
        assertThat(tick()).isEmpty();

        coverage = 80;

        assertThat(tick()).hasSize(1);
    }

    @Test
    void aPodThatIsNotObservedIsNotClear() {
        reports("a", 3, Verdict.CONFIRMED);
        reports("a", 0, Verdict.CONFIRMED);
        clock.advance(Duration.ofHours(1));
        reports("a", 0, Verdict.CONFIRMED);
        pods.put("a", PodPresence.UNOBSERVED);

        assertThat(tick()).isEmpty();
    }

    @Test
    void goroutinesThatComeBackStartTheWaitAnew() {
        reports("a", 3, Verdict.CONFIRMED);
        reports("a", 0, Verdict.CONFIRMED);
        clock.advance(Duration.ofMinutes(9));
        reports("a", 1, Verdict.CONFIRMED);
        reports("a", 0, Verdict.CONFIRMED);
        clock.advance(Duration.ofMinutes(9));
        reports("a", 0, Verdict.CONFIRMED);

        assertThat(tick()).isEmpty();
    }

    @Test
    void aRestartHidesAndOnlyCleanSuccessorsMend() {
        reports("a", 3, Verdict.CONFIRMED);
        pods.put("a", PodPresence.GONE);

        assertThat(tick()).singleElement().isInstanceOfSatisfying(IncidentChange.Updated.class, updated -> assertThat(
                        updated.incident().observed())
                .isFalse());

        clock.advance(Duration.ofMinutes(10));

        assertThat(tick()).singleElement().isInstanceOfSatisfying(IncidentChange.Resolved.class, resolved -> assertThat(
                        resolved.incident().resolution())
                .contains(Resolution.NOT_SEEN_IN_REVISION));
    }

    @Test
    void seenAgainItIsTheSameIncidentInItsNextEpisode() {
        String name = reports("a", 3, Verdict.CONFIRMED).getFirst().incident().name();
        clear("a");

        assertThat(reports("a", 2, Verdict.SUSPECTED))
                .singleElement()
                .isInstanceOfSatisfying(IncidentChange.Opened.class, opened -> {
                    assertThat(opened.incident().name()).isEqualTo(name);
                    assertThat(opened.incident().episodes()).isEqualTo(2);
                    assertThat(opened.incident().verdict()).isEqualTo(Verdict.SUSPECTED);
                });
    }

    @Test
    void aWeekLaterItIsForgotten() {
        reports("a", 3, Verdict.CONFIRMED);
        clear("a");
        clock.advance(Duration.ofDays(7));

        assertThat(tick()).singleElement().isInstanceOf(IncidentChange.Removed.class);
        assertThat(book.views()).isEmpty();
    }

    @Test
    void afterAStartNothingIsResolvedForAWhile() {
        List<IncidentView> stored =
                List.of(reports("a", 3, Verdict.CONFIRMED).getFirst().incident());
        clock.advance(Duration.ofHours(1));
        pods.put("a", PodPresence.GONE);
        IncidentBook restarted = new IncidentBook(
                IncidentRules.DEFAULTS.with(Duration.ofMinutes(1), Duration.ofMinutes(5)), clock.instant());
        restarted.restore(stored);

        restarted.tick(world(), clock.instant());
        clock.advance(Duration.ofMinutes(4));
        assertThat(restarted.tick(world(), clock.instant())).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(restarted.tick(world(), clock.instant()))
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void aRestoredPodThatReportsAgainIsTheSamePod() {
        List<IncidentView> stored =
                List.of(reports("a", 3, Verdict.CONFIRMED).getFirst().incident());
        IncidentBook restarted = new IncidentBook(IncidentRules.DEFAULTS, clock.instant());
        restarted.restore(stored);

        restarted.observe(sightings("a", 4, Verdict.CONFIRMED, FindingChoice.NONE), clock.instant());

        assertThat(restarted.views()).singleElement().satisfies(incident -> {
            assertThat(incident.pods()).hasSize(1);
            assertThat(incident.goroutines()).isEqualTo(4);
            assertThat(incident.episodes()).isEqualTo(1);
        });
    }

    @Test
    void beyondTheLimitTheLeastOfAllGoes() {
        IncidentBook small = new IncidentBook(
                new IncidentRules(
                        Duration.ofMinutes(10), 3, Duration.ZERO, Duration.ofDays(7), Duration.ofMinutes(30), 1),
                clock.instant());
        small.observe(sightings("a", 3, Verdict.SUSPECTED, FindingChoice.NONE), clock.instant());
        Stack other = Given.blocked("shop.other");

        List<IncidentChange> lesser =
                small.observe(sightings("a", other, 2, Verdict.SUSPECTED, FindingChoice.NONE), clock.instant());
        List<IncidentChange> worse =
                small.observe(sightings("a", other, 2, Verdict.CONFIRMED, FindingChoice.NONE), clock.instant());

        assertThat(lesser).noneMatch(IncidentChange.Opened.class::isInstance);
        assertThat(worse).hasAtLeastOneElementOfType(IncidentChange.Removed.class);
        assertThat(worse).hasAtLeastOneElementOfType(IncidentChange.Opened.class);
        assertThat(small.dropped()).isEqualTo(2);
    }

    @Test
    void numbersAreWrittenWhenTheyDoubleAndNotBefore() {
        reports("a", 10, Verdict.CONFIRMED);

        assertThat(reports("a", 19, Verdict.CONFIRMED)).isEmpty();
        assertThat(reports("a", 20, Verdict.CONFIRMED)).singleElement().isInstanceOf(IncidentChange.Updated.class);
        assertThat(reports("a", 20, Verdict.CONFIRMED)).isEmpty();
    }

    @Test
    void suppressionIsOfTheIncidentAndEnds() {
        IncidentView incident = reports("a", 3, Verdict.CONFIRMED).getFirst().incident();

        book.suppress(incident.key(), Optional.of(clock.instant().plusSeconds(60)));

        assertThat(book.views().getFirst().isSuppressed(clock.instant())).isTrue();
        assertThat(book.views().getFirst().isSuppressed(clock.instant().plusSeconds(60)))
                .isFalse();
    }

    private void clear(String pod) {
        reports(pod, 0, Verdict.CONFIRMED);
        clock.advance(Duration.ofMinutes(10));
        reports(pod, 0, Verdict.CONFIRMED);
        assertThat(tick()).singleElement().isInstanceOf(IncidentChange.Resolved.class);
    }

    private List<IncidentChange> reports(String pod, long count, Verdict verdict) {
        return book.observe(sightings(pod, count, verdict, FindingChoice.NONE), clock.instant());
    }

    private PodSightings sightings(String pod, long count, Verdict verdict, FindingChoice findings) {
        return sightings(pod, STACK, count, verdict, findings);
    }

    private PodSightings sightings(String name, Stack stack, long count, Verdict verdict, FindingChoice findings) {
        PodInfo pod = Given.pod(name);
        pods.putIfAbsent(name, PodPresence.OBSERVED);
        long good = samples.merge(name, 4L, Long::sum);
        Judgement judgement = new Judgement(
                verdict,
                Set.of(Evidence.PERSISTENT),
                Site.of(stack),
                stack.frames().getLast(),
                Optional.empty(),
                List.of());
        Map<Site, Sighting> sites = count == 0
                ? Map.of()
                : Map.of(
                        Site.of(stack),
                        new Sighting(count, Optional.of(new Worst(stack, judgement, Duration.ofMinutes(5)))));
        return new PodSightings(watch, pod, findings, 1, good, sites);
    }

    private List<IncidentChange> tick() {
        return book.tick(world(), clock.instant());
    }

    private World world() {
        return new World() {
            @Override
            public PodPresence presence(String namespace, String podName) {
                return pods.getOrDefault(podName, PodPresence.GONE);
            }

            @Override
            public int coveragePercent(String watchUid, Workload workload) {
                assertThat(workload).isEqualTo(Given.ORDERS);
                return coverage;
            }

            @Override
            public Optional<WatchPolicy> watch(String uid) {
                return Optional.of(watch);
            }
        };
    }

    @Test
    void theNameOfAnIncidentFollowsFromWhatItIs() {
        IncidentKey key = IncidentKey.of(
                "shop", "uid", new Workload("Deployment", "a-very-long-name-of-a-workload-that-goes-on-and-on"), SITE);

        assertThat(key.name()).matches("a-very-long-name-of-a-workload-that-goes-[0-9a-f]{8}");
        assertThat(key.name())
                .isEqualTo(IncidentKey.of("shop", "uid", new Workload("Deployment", key.workloadName()), SITE)
                        .name());
        assertThat(IncidentKey.of("shop", "uid2", new Workload("Deployment", key.workloadName()), SITE)
                        .name())
                .isNotEqualTo(key.name());
    }
}
