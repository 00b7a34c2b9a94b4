package io.deadlockwatch.sampler.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.BenignCatalogue;
import io.deadlockwatch.core.ledger.Ledger;
import io.deadlockwatch.core.ledger.LedgerLimits;
import io.deadlockwatch.core.ledger.Sighting;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuspectsTest {

    private static final Sighting LEAK = sighting(KnownState.CHAN_SEND, 3, "main.leak");
    private static final Sighting LOCK = sighting(KnownState.MUTEX_LOCK, 2, "main.locks");

    private final Suspects suspects = new Suspects(BenignCatalogue.builtIn(), new FunctionNames(64));
    private final Ledger ledger = new Ledger(LedgerLimits.DEFAULTS);
    private long now = Long.MAX_VALUE - 5;

    @Test
    void aStackOfFourSamplesInARowIsSuspicious() {
        assertThat(sample(LEAK).isNone()).isTrue();
        assertThat(sample(LEAK).isNone()).isTrue();
        assertThat(sample(LEAK).isNone()).isTrue();

        Suspicion suspicion = sample(LEAK);

        assertThat(suspicion.stacks()).containsExactly(LEAK.id());
        assertThat(suspicion.lock()).isFalse();
    }

    @Test
    void oneSampleWithoutItStartsAnew() {
        sample(LEAK);
        sample(LEAK);
        sample();
        sample(LEAK);
        sample(LEAK);
        assertThat(sample(LEAK).isNone()).isTrue();
        assertThat(sample(LEAK).isNone()).isFalse();
    }

    @Test
    void twoGoroutinesOnALockAreEnough() {
        sample(LOCK);
        sample(LOCK);
        sample(LOCK);

        assertThat(sample(LOCK).lock()).isTrue();
    }

    @Test
    void whatIsKnownToBeFineIsNot() {
        Sighting signals = sighting(KnownState.SELECT_NO_CASES, 1, "main.main");
        sample(signals);
        sample(signals);
        sample(signals);

        assertThat(sample(signals).isNone()).isTrue();
    }

    @Test
    void afterATimeNobodyLookedItTakesFourSamplesAgain() {
        sample(LEAK);
        sample(LEAK);
        sample(LEAK);
        suspects.clear();

        assertThat(sample(LEAK).isNone()).isTrue();
    }

    @Test
    void queuesAreThoseOfLocksAndWaitGroups() {
        ledger.record(
                List.of(
                        LEAK,
                        sighting(KnownState.CHAN_RECEIVE, 9_000, "main.pool"),
                        sighting(KnownState.WAIT_GROUP_WAIT, 70, "main.waits"),
                        LOCK),
                now);

        assertThat(Suspects.mostWaiters(ledger.entries())).isEqualTo(70);
    }

    private Suspicion sample(Sighting... seen) {
        now += 1;
        ledger.record(List.of(seen), now);
        return suspects.after(now, ledger.entries());
    }

    private static Sighting sighting(WaitState state, long count, String... functions) {
        Stack stack = new Stack(
                state,
                Stream.of(functions)
                        .map(function -> new Frame(function, "/src/main.go", 42, 40))
                        .toList());
        return new Sighting(StackFingerprint.of(stack), stack, count);
    }
}
