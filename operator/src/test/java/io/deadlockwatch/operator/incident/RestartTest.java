package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.protocol.EndedIncarnation.Cause;
import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.ingest.EndedTarget;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.Tables;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A deadlock that a liveness probe ends every 90 s, long before its goroutines have waited for the two minutes that are asked. */
class RestartTest {

    private static final Duration LIFE = Duration.ofSeconds(90);
    private static final long SAMPLE = 15_000;
    private static final Stack LOCK = new Stack(
            KnownState.MUTEX_LOCK,
            List.of(
                    new Frame("sync.(*Mutex).Lock", "/usr/local/go/src/sync/mutex.go", 46, 45),
                    new Frame("shop.reserve", "/src/shop/orders.go", 42, 40)));

    private final ManualClock clock = new ManualClock();
    private final IncidentBook book = new IncidentBook(IncidentRules.DEFAULTS, clock.instant());
    private final List<IncidentChange> told = new ArrayList<>();
    private final IncidentService service =
            new IncidentService(new PodJudge(Judge.withBuiltInCatalogue()), book, List.of(told::add), clock);
    private Cause cause = Cause.RESTARTED;
    private Stack stack = LOCK;

    @Test
    void oneRestartIsNoReasonToSpeak() {
        live(1);
        restart(1, 4);

        assertThat(told).isEmpty();
    }

    @Test
    void theSecondProcessThatStandsThereOpensAnIncident() {
        live(1);
        restart(1, 4);
        live(2);

        assertThat(told).singleElement().isInstanceOfSatisfying(IncidentChange.Opened.class, opened -> {
            assertThat(opened.incident().verdict()).isEqualTo(Verdict.SUSPECTED);
            assertThat(opened.incident().evidence()).contains(Evidence.PERSISTENT);
            assertThat(opened.incident().episodes()).isEqualTo(2);
            assertThat(opened.incident().goroutines()).isEqualTo(4);
        });
    }

    @Test
    void whatNoReportSawAliveIsSeenInTheLastWordsOfTwo() {
        restart(1, 4);
        clock.advance(LIFE);
        restart(2, 4);

        assertThat(told).singleElement().isInstanceOfSatisfying(IncidentChange.Opened.class, opened -> {
            assertThat(opened.incident().evidence()).contains(Evidence.PERSISTENT);
            assertThat(opened.incident().goroutines())
                    .as("the new process is clean so far")
                    .isZero();
        });
    }

    @Test
    void itStaysOneOpenIncidentThroughAllRestartsAndCountsThem() {
        for (long incarnation = 1; incarnation <= 6; incarnation++) {
            live(incarnation);
            restart(incarnation, 4);
        }

        assertThat(told).filteredOn(IncidentChange.Opened.class::isInstance).hasSize(1);
        assertThat(told).noneMatch(IncidentChange.Resolved.class::isInstance);
        assertThat(book.views()).singleElement().satisfies(incident -> assertThat(incident.episodes())
                .isEqualTo(6));
    }

    @Test
    void restartsMoreThanAnHourApartAreNotAddedUp() {
        restart(1, 4);
        clock.advance(Duration.ofMinutes(61));
        restart(2, 4);

        assertThat(told).isEmpty();
    }

    @Test
    void oneThatIsToldTwiceCountsOnce() {
        restart(1, 4);
        restart(1, 4);

        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void aTargetThatMovedHasNotEnded(Cause why) {
        cause = why;
        restart(1, 4);
        restart(2, 4);

        assertThat(told.isEmpty()).isEqualTo(why == Cause.MOVED);
    }

    @Test
    void whoPassesByIsNotCounted() {
        restart(1, 2);
        restart(2, 2);

        assertThat(told).as("two samples are too few").isEmpty();
    }

    @Test
    void workersThatWaitForWorkAreNotSuspected() {
        stack = new Stack(KnownState.CHAN_RECEIVE, List.of(new Frame("shop.worker", "/src/shop/worker.go", 12, 10)));
        restart(1, 6);
        restart(2, 6);

        assertThat(told).isEmpty();
    }

    /** A process that is blocked from its second sample on, up to a report at the end of its life. */
    private void live(long incarnation) {
        clock.advance(LIFE);
        report(incarnation, 6, Map.of("id", new StackEntry("id", 4, 4, 4 * SAMPLE)), Optional.empty());
    }

    /** It ended after so many good samples; the next one is clean. */
    private void restart(long incarnation, long goodSamples) {
        StackEntry last = new StackEntry("id", 4, 4, (goodSamples - 1) * SAMPLE);
        EndedIncarnation ended = new EndedIncarnation(incarnation, cause, "", goodSamples, List.of(last));
        report(incarnation + 1, 1, Map.of(), Optional.of(new EndedTarget(ended, Map.of("id", stack))));
    }

    private void report(long incarnation, long samples, Map<String, StackEntry> entries, Optional<EndedTarget> ended) {
        Session session = new Session(
                new PodRef("shop", "p", "uid-p"),
                "00000000000000aa",
                "",
                1,
                "0.1.0",
                new TargetStatus(incarnation, TargetState.OK, "", ""),
                new Window(samples, samples * SAMPLE, 0, SAMPLE, 40, 0, 0),
                clock.instant(),
                clock.instant(),
                clock.instant(),
                List.of(),
                Tables.of(entries, Map.of("id", stack)),
                new LadderStatus(SAMPLE, false, List.of(), SamplerCost.UNKNOWN, LeakSummary.NONE, 0, Optional.empty()),
                ended);
        service.accepted(Given.watch(), Given.pod("p"), FindingChoice.NONE, session);
        told.removeIf(IncidentChange.Updated.class::isInstance);
    }
}
