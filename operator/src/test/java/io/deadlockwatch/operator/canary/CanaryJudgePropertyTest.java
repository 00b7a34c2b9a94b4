package io.deadlockwatch.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.canary.CanaryVerdict.Fail;
import io.deadlockwatch.operator.canary.CanaryVerdict.Inconclusive;
import io.deadlockwatch.operator.canary.CanaryVerdict.Pass;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.PodView;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.policy.CanaryPolicy;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What holds of every verdict, whatever the records. */
class CanaryJudgePropertyTest {

    private final CanaryJudge judge = new CanaryJudge();

    @Property
    void aPassRestsOnEnoughPodsForLongEnough(@ForAll("records") CanaryRecords records) {
        if (judge.judge(records) instanceof Pass) {
            List<PodView> expected = records.canary().pods().stream()
                    .filter(pod -> pod.state().isExpected())
                    .toList();
            long longEnough = expected.stream()
                    .filter(pod -> pod.state() == PodState.OBSERVED)
                    .filter(pod -> pod.observed().compareTo(records.policy().minObserved()) >= 0)
                    .count();

            assertThat(expected).isNotEmpty();
            assertThat(longEnough).isGreaterThanOrEqualTo(records.policy().minPods());
            assertThat(longEnough * 100.0 / expected.size())
                    .isGreaterThanOrEqualTo(records.policy().minCoveragePercent());
            assertThat(records.canary().pods()).noneMatch(pod -> pod.state() == PodState.STARTING);
            assertThat(records.requireFindings() && !records.canary().findings())
                    .isFalse();
            assertThat(records.sites()).noneMatch(site -> isNew(site, records));
        }
    }

    @Property
    void aNewSiteFailsWhateverTheCoverage(@ForAll("records") CanaryRecords records) {
        if (records.sites().stream().anyMatch(site -> isNew(site, records))) {
            assertThat(judge.judge(records)).isInstanceOf(Fail.class);
            assertThat(judge.judge(with(records, List.of()))).isInstanceOf(Fail.class);
        }
    }

    @Property
    void nothingThatIsAddedSavesACanaryThatFails(
            @ForAll("records") CanaryRecords records, @ForAll("sites") SiteRecord another) {
        List<SiteRecord> more = new ArrayList<>(records.sites());
        more.add(another);
        CanaryVerdict before = judge.judge(records);
        CanaryVerdict after = judge.judge(withSites(records, more));

        if (before instanceof Fail) {
            assertThat(after).isInstanceOf(Fail.class);
        } else {
            assertThat(after).isInstanceOfAny(Fail.class, before.getClass());
        }
    }

    @Property
    void aVerdictThatIsNotKnownSaysWhyAndWhenToAskAgain(@ForAll("records") CanaryRecords records) {
        if (judge.judge(records) instanceof Inconclusive verdict) {
            assertThat(verdict.doubts()).isNotEmpty().isSorted().doesNotHaveDuplicates();
            assertThat(verdict.retryAfter()).isBetween(Duration.ofSeconds(1), CanaryQuestion.MAX_WINDOW);
        }
    }

    @Property
    void exposureIsNeverMoreThanWhatWasSeen(@ForAll("records") CanaryRecords records) {
        Exposure exposure = judge.judge(records).exposure();

        assertThat(exposure.observed()).isLessThanOrEqualTo(exposure.expected());
        assertThat(exposure.coverage()).isBetween(0.0, 1.0);
        assertThat(exposure.podSeconds())
                .isLessThanOrEqualTo(records.canary().pods().stream()
                        .mapToLong(pod -> pod.observed().toSeconds())
                        .sum());
    }

    private static boolean isNew(SiteRecord site, CanaryRecords records) {
        return !site.known() && site.verdict().compareTo(records.policy().failOn()) >= 0;
    }

    private static CanaryRecords with(CanaryRecords records, List<PodView> pods) {
        return new CanaryRecords(
                records.policy(),
                new RevisionRecords(
                        records.canary().revision(), records.canary().findings(), pods),
                records.baseline(),
                records.sites(),
                records.starting(),
                records.window(),
                records.requireFindings(),
                records.at());
    }

    private static CanaryRecords withSites(CanaryRecords records, List<SiteRecord> sites) {
        return new CanaryRecords(
                records.policy(),
                records.canary(),
                records.baseline(),
                sites,
                records.starting(),
                records.window(),
                records.requireFindings(),
                records.at());
    }

    @Provide
    Arbitrary<CanaryRecords> records() {
        Arbitrary<RevisionRecords> canary = Combinators.combine(Arbitraries.of(true, false), pods("c"))
                .as((findings, pods) -> new RevisionRecords("new", findings, pods));
        Arbitrary<RevisionRecords> baseline = pods("b").map(pods -> new RevisionRecords("old", false, pods));
        return Combinators.combine(
                        policies(),
                        canary,
                        baseline.optional(),
                        sites().list().ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as((policy, pods, peers, sites, requireFindings) -> new CanaryRecords(
                        policy,
                        pods,
                        peers,
                        sites,
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(5),
                        requireFindings,
                        Given.NOW));
    }

    @Provide
    Arbitrary<SiteRecord> sites() {
        return Combinators.combine(
                        Arbitraries.of(Verdict.class),
                        Arbitraries.longs().between(1, 50),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(1, 50))
                .as((verdict, inCanary, known, inBaseline) -> new SiteRecord(
                        IncidentSamples.open("shop.f", "new", inCanary),
                        verdict,
                        Map.of("c0", inCanary),
                        known,
                        known ? Map.of("b0", inBaseline) : Map.of()));
    }

    private static Arbitrary<CanaryPolicy> policies() {
        return Combinators.combine(
                        Arbitraries.of(Verdict.class),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.integers().between(30, 300))
                .as((failOn, coverage, pods, seconds) ->
                        new CanaryPolicy(failOn, coverage, pods, Duration.ofSeconds(seconds), Optional.empty()));
    }

    private static Arbitrary<List<PodView>> pods(String prefix) {
        Arbitrary<PodState> states = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(PodState.OBSERVED)), Tuple.of(1, Arbitraries.of(PodState.class)));
        return Combinators.combine(
                        states,
                        Arbitraries.integers().between(0, 1_200),
                        Arbitraries.frequency(Tuple.of(9, 0), Tuple.of(1, 1)),
                        Arbitraries.integers().between(0, 600))
                .as((state, age, restarts, observed) -> new PodView(
                        prefix,
                        state,
                        Given.NOW.minusSeconds(age),
                        restarts,
                        Duration.ofSeconds(observed),
                        observed / 15))
                .list()
                .ofMaxSize(6)
                .map(pods -> named(prefix, pods));
    }

    private static List<PodView> named(String prefix, List<PodView> pods) {
        List<PodView> named = new ArrayList<>();
        for (PodView pod : pods) {
            named.add(new PodView(
                    prefix + named.size(),
                    pod.state(),
                    pod.started(),
                    pod.restarts(),
                    pod.observed(),
                    pod.goodSamples()));
        }
        return named;
    }
}
