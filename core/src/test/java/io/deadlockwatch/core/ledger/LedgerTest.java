package io.deadlockwatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final long ROOMY = 1 << 20;

    private final Ledger ledger = new Ledger(new LedgerLimits(3, ROOMY));

    @Test
    void keepsCountSmallestCountAndFirstTimeOfAStreak() {
        ledger.record(List.of(saw("a", 5)), 100);
        ledger.record(List.of(saw("a", 2)), 200);
        ledger.record(List.of(saw("a", 7)), 300);

        LedgerEntry a = only();
        assertThat(a).isEqualTo(new LedgerEntry("a", stack("a"), 7, 2, 7, 100, 300));
        assertThat(a.blockedForNanos()).isEqualTo(200);
    }

    @Test
    void sumsTheSameStackWithinASample() {
        ledger.record(List.of(saw("a", 2), saw("b", 1), saw("a", 3)), 100);
        ledger.record(List.of(saw("a", 4), saw("b", 1), saw("a", 3)), 200);

        assertThat(ledger.entries())
                .extracting(LedgerEntry::id, LedgerEntry::count, LedgerEntry::min)
                .containsExactlyInAnyOrder(Tuple.tuple("a", 7L, 5L), Tuple.tuple("b", 1L, 1L));
    }

    @Test
    void oneSampleWithoutItBreaksAStreak() {
        ledger.record(List.of(saw("a", 5)), 100);
        ledger.record(List.of(), 200);

        assertThat(only()).isEqualTo(new LedgerEntry("a", stack("a"), 0, 0, 0, 100, 100));
        assertThat(only().isGone()).isTrue();
        assertThat(only().blockedForNanos()).isZero();

        ledger.record(List.of(saw("a", 9)), 300);

        assertThat(only()).isEqualTo(new LedgerEntry("a", stack("a"), 9, 9, 9, 300, 300));
    }

    @Test
    void onlyWhatIsGoneCanBeDropped() {
        ledger.record(List.of(saw("a", 1), saw("b", 1)), 100);
        ledger.record(List.of(saw("b", 1)), 200);

        ledger.drop("a");
        ledger.drop("b");
        ledger.drop("never seen");

        assertThat(only().id()).isEqualTo("b");
    }

    @Test
    void whatIsGoneLongestMakesRoomFirst() {
        ledger.record(List.of(saw("a", 1), saw("b", 1), saw("c", 1)), 100);
        ledger.record(List.of(saw("a", 1), saw("b", 1)), 200);
        ledger.record(List.of(saw("b", 1)), 300);

        ledger.record(List.of(saw("d", 1), saw("b", 1)), 400);

        assertThat(ledger.entries()).extracting(LedgerEntry::id).containsExactlyInAnyOrder("a", "b", "d");
        assertThat(ledger.evicted()).isEqualTo(1);
        assertThat(ledger.turnedAway()).isZero();
    }

    @Test
    void whatIsCountedIsNotGivenUpForWhatIsNew() {
        ledger.record(List.of(saw("a", 1), saw("b", 1), saw("c", 1)), 100);

        ledger.record(List.of(saw("x", 9), saw("y", 9), saw("x", 9), saw("a", 1), saw("b", 1), saw("c", 1)), 200);

        assertThat(ledger.entries()).extracting(LedgerEntry::id).containsExactly("a", "b", "c");
        assertThat(ledger.turnedAway()).isEqualTo(2);
        assertThat(ledger.other()).isEqualTo(new Other(2, 27));
        assertThat(ledger.evicted()).isZero();

        ledger.record(List.of(saw("a", 1), saw("b", 1), saw("c", 1)), 300);

        assertThat(ledger.other().isEmpty()).as("the last sample is held whole").isTrue();
        assertThat(ledger.turnedAway()).as("but the loss stays counted").isEqualTo(2);
    }

    @Test
    void whatGoesUpAndDownHasNotGrown() {
        Ledger tide = new Ledger(new LedgerLimits(3, ROOMY));
        for (int now = 0; now < 12; now++) {
            tide.record(List.of(saw("tide", now % 3 == 0 ? 2 : 40), saw("leak", 2 + 3L * now)), now);
        }

        assertThat(tide.entries())
                .extracting(LedgerEntry::id, LedgerEntry::growth)
                .containsExactlyInAnyOrder(Tuple.tuple("tide", 0L), Tuple.tuple("leak", 24L));
    }

    @Test
    void longTextFindsNoRoomEither() {
        Ledger small = new Ledger(new LedgerLimits(100, 1_000));
        Sighting big = new Sighting("big", stack("f".repeat(2_000)), 1);

        small.record(List.of(saw("a", 1), big, saw("b", 1)), 100);

        assertThat(small.entries()).extracting(LedgerEntry::id).containsExactly("a", "b");
        assertThat(small.turnedAway()).isEqualTo(1);
    }

    @Test
    void equalFramesAreHeldOnce() {
        Frame common = new Frame("net/http.(*conn).serve", "/go/server.go", 2_102, 1_931);
        Frame again = new Frame("net/http.(*conn).serve", "/go/server.go", 2_102, 1_931);
        Frame other = new Frame("main.f", "/a.go", 1, 1);

        ledger.record(
                List.of(
                        new Sighting("a", new Stack(KnownState.SELECT, List.of(common)), 1),
                        new Sighting("b", new Stack(KnownState.SELECT, List.of(other, again)), 1)),
                100);

        List<LedgerEntry> entries = ledger.entries();
        assertThat(entries.get(0).stack().frames().get(0))
                .isSameAs(entries.get(1).stack().frames().get(1));
    }

    @Test
    void anotherIncarnationStartsEmptyButLossesStayCounted() {
        ledger.record(List.of(saw("a", 1), saw("b", 1), saw("c", 1), saw("d", 1)), 100);

        ledger.reset();

        assertThat(ledger.entries()).isEmpty();
        assertThat(ledger.turnedAway()).isEqualTo(1);
        ledger.record(List.of(saw("a", 4)), 500);
        assertThat(only()).isEqualTo(new LedgerEntry("a", stack("a"), 4, 4, 4, 500, 500));
    }

    @Test
    void absurdCountsDoNotWrapAround() {
        ledger.record(List.of(saw("a", Long.MAX_VALUE), saw("a", Long.MAX_VALUE)), 100);

        assertThat(only().count()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> saw("a", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private LedgerEntry only() {
        assertThat(ledger.entries()).hasSize(1);
        return ledger.entries().getFirst();
    }

    private static Sighting saw(String id, long count) {
        return new Sighting(id, stack(id), count);
    }

    private static Stack stack(String function) {
        return new Stack(KnownState.CHAN_SEND, List.of(new Frame(function, "", 0, 0)));
    }
}
