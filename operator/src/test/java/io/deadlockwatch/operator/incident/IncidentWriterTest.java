package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.testing.ManualClock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentWriterTest {

    private final FakeIncidentStore store = new FakeIncidentStore();
    private final ManualTurns turns = new ManualTurns();
    private final IncidentWriter writer = new IncidentWriter(store, turns, new ManualClock());

    @Test
    void anOpenedIncidentIsThereWithItsStatus() {
        writer.changed(opened("shop.reserve", 3));
        turns.runReady();

        assertThat(store.goroutines()).containsExactly(3);
    }

    @Test
    void whatFailsIsTriedAgainUntilItSucceeds() {
        store.fail(2);
        writer.changed(opened("shop.reserve", 3));
        turns.runReady();
        assertThat(store.goroutines()).isEmpty();

        turns.pass(IncidentWriter.RETRY);
        assertThat(store.goroutines()).isEmpty();
        turns.pass(IncidentWriter.RETRY);

        assertThat(store.goroutines()).containsExactly(3);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void whileTheStoreRefusesThereIsOneNextTryHoweverMuchChanges() {
        store.fail(Integer.MAX_VALUE);
        for (int i = 0; i < 50; i++) {
            writer.changed(opened("shop.f" + i, 3));
            turns.runReady();
        }
        assertThat(turns.waiting()).isEqualTo(1);
        assertThat(store.attempts()).as("each was tried once").isEqualTo(50);

        for (int i = 0; i < 50; i++) {
            writer.changed(updated("shop.f" + i, 4));
            turns.runReady();
        }
        assertThat(store.attempts()).as("changes are no reason to try sooner").isEqualTo(50);

        turns.pass(IncidentWriter.RETRY);
        assertThat(store.attempts()).isEqualTo(100);
        assertThat(turns.waiting()).isEqualTo(1);
    }

    @Test
    void theNextTryTakesTheNewestState() {
        store.fail(1);
        writer.changed(opened("shop.reserve", 3));
        turns.runReady();
        writer.changed(updated("shop.reserve", 8));

        turns.pass(IncidentWriter.RETRY);

        assertThat(store.goroutines())
                .as("made, though its opening was never written")
                .containsExactly(8);
    }

    @Test
    void aChangeThatOvertakesItsOpeningMakesTheIncident() {
        writer.changed(opened("shop.reserve", 3));
        writer.changed(updated("shop.reserve", 4));
        turns.runReady();

        assertThat(store.goroutines()).containsExactly(4);
    }

    @Test
    void anIncidentThatSomebodyDeletedComesBack() {
        writer.changed(opened("shop.reserve", 3));
        turns.runReady();
        store.clear();

        writer.changed(updated("shop.reserve", 5));
        turns.runReady();

        assertThat(store.goroutines()).containsExactly(5);
    }

    @Test
    void oneThatFailsDoesNotHoldUpAnother() {
        store.fail(1);
        writer.changed(opened("shop.reserve", 3));
        turns.runReady();

        writer.changed(opened("shop.pay", 7));
        turns.runReady();

        assertThat(store.goroutines()).containsExactly(7);
    }

    @Test
    void whatCanNeverSucceedIsLetGo() {
        store.refuseForGood();
        writer.changed(opened("shop.reserve", 3));
        turns.runReady();

        assertThat(turns.waiting()).isZero();
    }

    @Test
    void aRemovedIncidentGoes() {
        writer.changed(opened("shop.reserve", 3));
        turns.runReady();
        writer.changed(new IncidentChange.Removed(view("shop.reserve", 0)));
        turns.runReady();

        assertThat(store.goroutines()).isEmpty();
    }

    private static IncidentChange opened(String function, long goroutines) {
        return new IncidentChange.Opened(view(function, goroutines));
    }

    private static IncidentChange updated(String function, long goroutines) {
        return new IncidentChange.Updated(view(function, goroutines));
    }

    private static IncidentView view(String function, long goroutines) {
        return IncidentSamples.incident(function, "7d9f", goroutines, Optional.empty());
    }
}
