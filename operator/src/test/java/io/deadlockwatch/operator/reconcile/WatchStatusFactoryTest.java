package io.deadlockwatch.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.crds.Condition;
import io.deadlockwatch.crds.ConditionStatus;
import io.deadlockwatch.crds.DeadlockWatchStatus;
import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.GapView;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.injection.Suspension;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchStatusFactoryTest {

    private final WatchStatusFactory factory = new WatchStatusFactory();

    @Test
    void saysHowManyPodsAreObservedAndWhyTheOthersAreNot() {
        DeadlockWatchStatus status = factory.status(view(), List.of(), Optional.empty(), null, 3L, Given.NOW);

        assertThat(status.observedGeneration()).isEqualTo(3);
        assertThat(status.pods()).isEqualTo(new DeadlockWatchStatus.Pods(5, 3, 1, 1, 0));
        assertThat(status.coveragePercent()).isEqualTo(75);
        assertThat(status.gaps())
                .containsExactly(new DeadlockWatchStatus.Gap("NoPprof", 1, "p", "the target answers 404"));
        assertThat(status.revisions()).containsExactly(new DeadlockWatchStatus.Revision("5d9f", 5, 3, ""));
        assertThat(condition(status, "Ready").reason()).isEqualTo("Watching");
        assertThat(condition(status, "Covered").status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(condition(status, "Covered").reason()).isEqualTo("NoPprof");
        assertThat(condition(status, "FindingsResolved").reason()).isEqualTo("NoMatchingSet");
        assertThat(condition(status, "Conflict").status()).isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void countsOpenIncidentsByVerdict() {
        DeadlockWatchStatus status = factory.status(
                view(), List.of(IncidentSamples.open("f", "5d9f", 1)), Optional.empty(), null, 3L, Given.NOW);

        assertThat(status.incidents()).isEqualTo(new DeadlockWatchStatus.Incidents(0, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysWhenTheBaselineThatWasNamedIsNotThere(boolean there) {
        WatchView named = new WatchView(
                Given.watch(
                        "{selector: {matchLabels: {app: orders}}, canary: {baselineSelector: {matchLabels: {app: stable}}}}"),
                List.of(new WorkloadView(
                        Given.ORDERS,
                        List.of(new RevisionView(
                                "5d9f", there, Coverage.NONE, FindingChoice.NONE, Given.NOW, List.of())))),
                List.of(),
                0,
                Optional.empty(),
                0);

        DeadlockWatchStatus status = factory.status(named, List.of(), Optional.empty(), null, 3L, Given.NOW);

        assertThat(condition(status, "BaselineMissing").status())
                .isEqualTo(there ? ConditionStatus.FALSE : ConditionStatus.TRUE);
        assertThat(factory.status(view(), List.of(), Optional.empty(), null, 3L, Given.NOW)
                        .conditions())
                .noneMatch(condition -> condition.type().equals("BaselineMissing"));
    }

    @Test
    void saysWhenNothingIsInjectedAndWhy() {
        Suspension suspension =
                new Suspension("sampler:2", Given.NOW, 3, 12, "ImagePullBackOff", Given.NOW.plus(Duration.ofHours(1)));

        DeadlockWatchStatus status = factory.status(view(), List.of(), Optional.of(suspension), null, 3L, Given.NOW);

        assertThat(condition(status, "Ready").reason()).isEqualTo("InjectionSuspended");
        assertThat(condition(status, "InjectionSuspended").status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(condition(status, "InjectionSuspended").message())
                .contains("sampler:2", "3 of 12 pods", "ImagePullBackOff", "2026-11-21T13:00:00Z");
        assertThat(condition(
                                factory.status(view(), List.of(), Optional.empty(), status, 3L, Given.NOW),
                                "InjectionSuspended")
                        .status())
                .isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void aConditionThatDoesNotChangeKeepsItsTime() {
        DeadlockWatchStatus before = factory.status(view(), List.of(), Optional.empty(), null, 3L, Given.NOW);

        DeadlockWatchStatus later =
                factory.status(view(), List.of(), Optional.empty(), before, 3L, Given.NOW.plusSeconds(60));

        assertThat(later).isEqualTo(before);
    }

    @Test
    void aStatusIsWrittenAtOnceWhenSomethingFlipsElseEveryHalfMinute() {
        ManualClock clock = new ManualClock();
        StatusPace pace = new StatusPace(clock);

        assertThat(pace.isDue("u", true, true)).isTrue();
        assertThat(pace.isDue("u", true, false)).isFalse();
        assertThat(pace.isDue("u", true, true)).isTrue();
        clock.advance(Duration.ofSeconds(30));
        assertThat(pace.isDue("u", false, false)).isFalse();
        assertThat(pace.isDue("u", true, false)).isTrue();
    }

    private static WatchView view() {
        Coverage coverage = Coverage.of(
                List.of(PodState.OBSERVED, PodState.OBSERVED, PodState.OBSERVED, PodState.NO_PPROF, PodState.STARTING));
        return new WatchView(
                Given.watch(),
                List.of(new WorkloadView(
                        Given.ORDERS,
                        List.of(new RevisionView("5d9f", false, coverage, FindingChoice.NONE, Given.NOW, List.of())))),
                List.of(new GapView(PodState.NO_PPROF, 1, "p", "the target answers 404")),
                0,
                Optional.empty(),
                0);
    }

    private static Condition condition(DeadlockWatchStatus status, String type) {
        return Objects.requireNonNull(status.conditions()).stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
