package io.deadlockwatch.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.operator.incident.IncidentBook;
import io.deadlockwatch.operator.incident.IncidentRules;
import io.deadlockwatch.operator.incident.IncidentService;
import io.deadlockwatch.operator.incident.PodJudge;
import io.deadlockwatch.operator.ingest.SessionProtocol;
import io.deadlockwatch.operator.ingest.Sessions;
import io.deadlockwatch.operator.ingest.StackPool;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Who waits for the next view gets it. */
class FleetTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();
    private final IncidentBook book = new IncidentBook(IncidentRules.DEFAULTS, clock.instant());
    private final PolicyBook policies = new PolicyBook();
    private final Fleet fleet = new Fleet(
            new Surveyor("1"),
            new Pods(),
            policies,
            new Sessions(new SessionProtocol(new StackPool())),
            new IncidentService(new PodJudge(Judge.withBuiltInCatalogue()), book, List.of(), clock),
            book,
            clock);

    @Test
    void aViewThatWasNotSeenYetIsThereAtOnce() throws InterruptedException {
        fleet.look();

        assertThat(fleet.next(FleetView.EMPTY, LONG).at()).isEqualTo(Given.NOW);
    }

    @Test
    void everybodyWhoWaitsIsToldOfTheNextLook() throws Exception {
        fleet.look();
        FleetView seen = fleet.view();
        Callable<FleetView> waiter = () -> fleet.next(seen, LONG);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<FleetView> one = threads.submit(waiter);
            Future<FleetView> other = threads.submit(waiter);

            clock.advance(Duration.ofSeconds(5));
            fleet.look();

            assertThat(one.get().at()).isEqualTo(Given.NOW.plusSeconds(5));
            assertThat(other.get()).isSameAs(fleet.view());
        }
    }

    @Test
    void whenTheTimeIsOverTheCurrentViewHasToDo() throws InterruptedException {
        fleet.look();

        assertThat(fleet.next(fleet.view(), Duration.ofMillis(1))).isSameAs(fleet.view());
    }

    @Test
    void aWatchThatHasJustComeIsInTheViewThatIsAskedForIt() {
        fleet.look();
        WatchPolicy watch = Given.watch();
        policies.putWatch(watch);

        assertThat(fleet.view().watch(watch.uid())).isEmpty();
        assertThat(fleet.viewWith(watch.uid()).watch(watch.uid())).isPresent();
    }

    @Test
    void nobodyLooksBeforeTheFirstLook() {
        WatchPolicy watch = Given.watch();
        policies.putWatch(watch);

        assertThat(fleet.viewWith(watch.uid())).isSameAs(FleetView.EMPTY);
    }
}
