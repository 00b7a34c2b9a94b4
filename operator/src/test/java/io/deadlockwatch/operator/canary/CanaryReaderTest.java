package io.deadlockwatch.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.incident.PodShare;
import io.deadlockwatch.operator.incident.Resolution;
import io.deadlockwatch.operator.incident.RevisionSighting;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a question finds in the fleet. */
class CanaryReaderTest {

    private static final Instant NOW = Given.NOW;
    private static final Instant LAST_WEEK = NOW.minus(Duration.ofDays(7));

    private final FleetStory fleet = new FleetStory();

    @Test
    void findsTheTwoRevisionsThatAreNamed() {
        fleet.revision("old", PodState.OBSERVED, PodState.STALE).revision("new", PodState.OBSERVED);

        CanaryRecords records = records(asking("orders", "new", "old"));

        assertThat(records.canary().revision()).isEqualTo("new");
        assertThat(records.canary().pods()).hasSize(1);
        assertThat(records.baseline())
                .hasValueSatisfying(baseline -> assertThat(baseline.pods()).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({"orders, true", "Deployment/orders, true", "Rollout/orders, false", "order, false"})
    void aWorkloadIsNamedWithOrWithoutItsKind(String workload, boolean found) {
        fleet.revision("new", PodState.OBSERVED);

        assertThat(records(asking(workload, "new", "")).canary().pods().isEmpty())
                .isNotEqualTo(found);
    }

    @Test
    void aNamespaceWithoutAWatchIsAMistakeNotACanaryWithoutPods() {
        CanaryQuestion elsewhere = asking("bank");

        assertThat(new CanaryReader().read(fleet.view(), elsewhere))
                .isEqualTo(new Lookup.Missing("namespace bank has no DeadlockWatch"));
    }

    @Test
    void aRevisionWithoutPodsIsACanaryWithoutPods() {
        fleet.revision("old", PodState.OBSERVED);

        assertThat(records(asking("orders", "new", "old")).canary().pods()).isEmpty();
    }

    @Test
    void aCanaryThatIsItsOwnBaselineHasNone() {
        fleet.revision("new", PodState.OBSERVED);
        fleet.incident("shop.f", seen("new", NOW));

        CanaryRecords records = records(asking("orders", "new", "new"));

        assertThat(records.baseline()).isEmpty();
        assertThat(records.sites()).singleElement().satisfies(site -> assertThat(site.known())
                .isFalse());
    }

    @Test
    void withoutANameTheCanaryIsTheNewestThatIsNotPrimaryAndThePrimaryIsTheBaseline() {
        fleet.primary("p1", PodState.OBSERVED)
                .revision("older", PodState.OBSERVED)
                .revision("newer", PodState.OBSERVED);

        CanaryRecords records = records(asking("shop"));

        assertThat(records.canary().revision()).isEqualTo("newer");
        assertThat(records.baseline())
                .hasValueSatisfying(baseline -> assertThat(baseline.revision()).isEqualTo("p1"));
    }

    @Test
    void aSelectedBaselineMayBeAnotherWorkload() {
        fleet.watch(
                "{selector: {matchLabels: {app: orders}}, canary: {baselineSelector: {matchLabels: {app: stable}}}}");
        Workload stable = new Workload("Deployment", "orders-stable");
        fleet.primary(stable, "p1", PodState.OBSERVED).revision("new", PodState.OBSERVED);
        fleet.incident("shop.f", seen("new", NOW));
        fleet.incident(stable, "shop.f", Optional.empty(), List.of(), List.of(seen("p1", NOW)));

        CanaryRecords records = records(asking("shop"));

        assertThat(records.baseline()).isPresent();
        assertThat(records.sites()).singleElement().satisfies(site -> assertThat(site.known())
                .isTrue());
    }

    /** Known is what is there now, or was seen in the last seven days, also in an incident that is resolved. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "7, true", "8, false"})
    void theBaselineRemembersForSevenDays(int daysAgo, boolean known) {
        fleet.revision("old", PodState.OBSERVED).revision("new", PodState.OBSERVED);
        fleet.incident("shop.f", seen("new", NOW), seen("old", NOW.minus(Duration.ofDays(daysAgo))));

        assertThat(records(asking("orders", "new", "old")).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.known()).isEqualTo(known));
    }

    @Test
    void whatStandsInTheBaselineNowIsKnownHoweverLongAgoItWasReported() {
        fleet.revision("old", PodState.STALE).revision("new", PodState.OBSERVED);
        fleet.incident(
                Given.ORDERS,
                "shop.f",
                Optional.empty(),
                List.of(new PodShare("o", "old", 4, LAST_WEEK), new PodShare("n", "new", 3, NOW)),
                List.of(seen("new", NOW), seen("old", LAST_WEEK.minusSeconds(60))));

        assertThat(records(asking("orders", "new", "old")).sites())
                .singleElement()
                .satisfies(site -> {
                    assertThat(site.known()).isTrue();
                    assertThat(site.canary()).isEqualTo(Map.of("n", 3L));
                    assertThat(site.baseline()).isEqualTo(Map.of("o", 4L));
                });
    }

    /** A pod that its liveness probe killed took the goroutines with it, not the evidence. */
    @ParameterizedTest
    @CsvSource({"299, true", "300, true", "301, false"})
    void aSiteCountsForTheWindowAfterItsPodIsGone(int secondsAgo, boolean counts) {
        fleet.revision("new", PodState.OBSERVED);
        fleet.incident("shop.f", seen("new", NOW.minusSeconds(secondsAgo)));

        assertThat(records(asking("orders", "new", "")).sites()).hasSize(counts ? 1 : 0);
    }

    @Test
    void aSiteOfAnotherRevisionIsNoneOfTheCanarys() {
        fleet.revision("new", PodState.OBSERVED);
        fleet.incident("shop.f", seen("old", NOW));

        assertThat(records(asking("orders", "new", "")).sites()).isEmpty();
    }

    @Test
    void theVerdictIsThatOfTheCanarysOwnPods() {
        fleet.revision("new", PodState.OBSERVED);
        fleet.incident("shop.f", new RevisionSighting("new", Verdict.SUSPECTED, NOW), seen("older", NOW));

        assertThat(records(asking("orders", "new", "")).sites())
                .singleElement()
                .satisfies(site -> assertThat(site.verdict()).isEqualTo(Verdict.SUSPECTED));
    }

    @Test
    void whatIsResolvedSuppressedOrIgnoredDoesNotCount() {
        fleet.watch(
                "{selector: {matchLabels: {app: orders}}, report: {ignore: [{function: shop.ignored, reason: known}]}}");
        fleet.revision("new", PodState.OBSERVED);
        fleet.incident(
                Given.ORDERS, "shop.over", Optional.of(Resolution.CLEARED), List.of(), List.of(seen("new", NOW)));
        fleet.suppressed("shop.quiet", seen("new", NOW));
        fleet.incident("shop.ignored", seen("new", NOW));

        assertThat(records(asking("orders", "new", "")).sites()).isEmpty();
    }

    @Test
    void twoWatchesWithPodsOfTheCanaryMustBeToldApart() {
        fleet.revision("new", PodState.OBSERVED).secondWatch("others").revision("new", PodState.OBSERVED);

        assertThat(new CanaryReader().read(fleet.view(), asking("orders", "new", "")))
                .asInstanceOf(type(Lookup.Missing.class))
                .satisfies(missing -> assertThat(missing.why()).contains("watch=", "orders", "others"));
        CanaryQuestion told = new CanaryQuestion(
                "shop", "orders", Optional.of("new"), Optional.empty(), Optional.of("others"), Optional.empty(), false);
        assertThat(new CanaryReader().read(fleet.view(), told)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void theWindowIsAtLeastAsLongAsTheWatchWantsTheCanaryObserved() {
        assertThat(records(asking("orders", "new", "")).window()).hasMinutes(5);

        fleet.watch("{selector: {matchLabels: {app: orders}}, canary: {minObserved: 20m}}");

        assertThat(records(asking("orders", "new", "")).window()).hasMinutes(20);
    }

    private CanaryRecords records(CanaryQuestion question) {
        Lookup lookup = new CanaryReader().read(fleet.view(), question);
        assertThat(lookup).isInstanceOf(Lookup.Found.class);
        return ((Lookup.Found) lookup).records();
    }

    private static CanaryQuestion asking(String workload, String canary, String baseline) {
        return new CanaryQuestion(
                "shop",
                workload,
                Optional.of(canary),
                Optional.of(baseline).filter(name -> !name.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** About the newest revision, with every default. */
    private static CanaryQuestion asking(String namespace) {
        return new CanaryQuestion(
                namespace, "orders", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static RevisionSighting seen(String revision, Instant at) {
        return new RevisionSighting(revision, Verdict.CONFIRMED, at);
    }
}
