package io.deadlockwatch.sampler.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.RefusalReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every gate, one by one, and the order of the rungs; on a clock about to overflow. */
class LadderTest {

    private static final long SECOND = 1_000_000_000;
    private static final LadderConfig CONFIG = LadderConfig.DEFAULTS;
    private static final Suspicion CHANNEL = new Suspicion(Set.of("c"), false);
    private static final Suspicion LOCK = new Suspicion(Set.of("c", "l"), true);

    private final Ladder ladder = new Ladder();
    private long now = Long.MAX_VALUE - 30 * SECOND;

    @Test
    void withoutASuspicionNothingIsTakenAndNothingRefused() {
        assertThat(next(seen(Suspicion.NONE, 100))).isNull();
        assertThat(ladder.refusals()).isEmpty();
        assertThat(ladder.wantsDump()).isFalse();
    }

    @Test
    void aSuspicionOfAChannelIsWorthALeakProfileButNoDump() {
        assertThat(next(seen(CHANNEL, 100))).isEqualTo(Rung.LEAKS);
        assertThat(ladder.wantsDump()).isFalse();

        LadderConfig any = config(300_000, 600_000, 2_000, false);
        assertThat(new Ladder().next(seen(CHANNEL, 100), any, now)).isEmpty();
    }

    @Test
    void leakProfilesKeepTheirDistance() {
        assertThat(next(seen(CHANNEL, 100))).isEqualTo(Rung.LEAKS);
        ladder.leaksTaken(true, now);

        now += 299 * SECOND;
        assertThat(next(seen(CHANNEL, 100))).isNull();
        assertThat(ladder.refusals()).containsExactly(new Refusal(2, RefusalReason.SPACING, 1));
        now += SECOND;
        assertThat(next(seen(CHANNEL, 100))).isEqualTo(Rung.LEAKS);
    }

    @Test
    void profilesThatShowNothingBecomeRarerUntilSomethingNewIsSuspicious() {
        takeFruitless(CHANNEL);
        now += 300 * SECOND;
        assertThat(next(seen(CHANNEL, 100))).isNull();
        now += 300 * SECOND;
        takeFruitless(CHANNEL);
        now += 1_199 * SECOND;
        assertThat(next(seen(CHANNEL, 100))).isNull();

        assertThat(next(seen(new Suspicion(Set.of("c", "new"), false), 100))).isEqualTo(Rung.LEAKS);
    }

    @Test
    void theyNeverBecomeRarerThanOnceAnHour() {
        for (int i = 0; i < 8; i++) {
            takeFruitless(CHANNEL);
            now += 3_600 * SECOND;
        }

        assertThat(next(seen(CHANNEL, 100))).isEqualTo(Rung.LEAKS);
    }

    @ParameterizedTest
    @CsvSource({
        "20000, 2000, false, ",
        "20001,    0, false, TOO_MANY_GOROUTINES",
        "20000, 2001, false, TOO_MANY_WAITERS",
        "  100,    0, true,  SLOW_TARGET",
    })
    void gatesOfTheLeakProfile(long goroutines, long waiters, boolean slow, @Nullable RefusalReason reason) {
        Rung taken = next(new Situation(CHANNEL, goroutines, waiters, slow));

        if (reason == null) {
            assertThat(taken).isEqualTo(Rung.LEAKS);
        } else {
            assertThat(taken).isNull();
            assertThat(ladder.refusals()).containsExactly(new Refusal(2, reason, 1));
        }
    }

    @Test
    void aTargetWithoutLeakProfilesIsNotAskedAgainUntilItRestarts() {
        ladder.leaksNotServed();
        now += 7_200 * SECOND;
        assertThat(next(seen(CHANNEL, 100))).isNull();
        assertThat(ladder.refusals()).containsExactly(new Refusal(2, RefusalReason.NOT_SERVED, 2));

        ladder.restarted();
        assertThat(next(seen(CHANNEL, 100))).isEqualTo(Rung.LEAKS);
    }

    @Test
    void offIsOff() {
        assertThat(ladder.next(seen(LOCK, 100), LadderConfig.FIRST_RUNG_ONLY, now))
                .isEmpty();

        assertThat(ladder.wantsDump()).isFalse();
        assertThat(ladder.refusals())
                .containsExactly(new Refusal(2, RefusalReason.OFF, 1), new Refusal(3, RefusalReason.OFF, 1));
    }

    @Test
    void aDumpWaitsForItsTurnAndTheLeakProfileForTheDumpAMinute() {
        assertThat(next(seen(LOCK, 100))).isNull();
        assertThat(ladder.wantsDump()).isTrue();
        assertThat(ladder.refusals()).containsExactly(new Refusal(3, RefusalReason.NO_GRANT, 1));
        now += 45 * SECOND;
        assertThat(next(seen(LOCK, 100))).isNull();

        now += 15 * SECOND;
        assertThat(next(seen(LOCK, 100))).isEqualTo(Rung.LEAKS);
        assertThat(ladder.wantsDump()).isTrue();
    }

    @Test
    void aGrantIsUsedAtOnceAndForOneDump() {
        next(seen(LOCK, 100));

        assertThat(granted()).isTrue();
        ladder.dumpTaken(now);
        assertThat(granted()).as("it has had its turn").isFalse();

        now += 15 * SECOND;
        assertThat(next(seen(LOCK, 100))).isEqualTo(Rung.LEAKS);
        now += 585 * SECOND;
        next(seen(LOCK, 100));
        assertThat(granted()).isTrue();
    }

    @Test
    void aSecondDumpMayComeSoonAndAThirdMayNot() {
        LadderConfig pair = config(0, 30_000, 2_000, true);
        next(seen(LOCK, 100));
        assertThat(ladder.granted(now + 60 * SECOND, pair, now)).isTrue();
        ladder.dumpTaken(now);

        now += 30 * SECOND;
        ladder.next(seen(LOCK, 100), pair, now);
        assertThat(ladder.granted(now + 60 * SECOND, pair, now)).isTrue();
        ladder.dumpTaken(now);

        now += 569 * SECOND;
        ladder.next(seen(LOCK, 100), pair, now);
        assertThat(ladder.granted(now + 60 * SECOND, pair, now)).isFalse();
        assertThat(ladder.wantsDump()).isFalse();
        now += SECOND;
        assertThat(ladder.next(seen(LOCK, 100), pair, now))
                .as("its turn of a second ago")
                .contains(Rung.DUMP);
    }

    @Test
    void aGrantWaitsForItsUseAMinuteAndNoLonger() {
        assertThat(granted()).as("nothing is suspicious").isFalse();

        now += 59 * SECOND;
        assertThat(next(seen(LOCK, 100))).isEqualTo(Rung.DUMP);
        now += 2 * SECOND;
        assertThat(next(seen(LOCK, 100))).as("the grant is over").isNull();
        assertThat(ladder.wantsDump()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        " 700, false, NO_GRANT",
        " 700, true,  SLOW_TARGET",
        " 900, false, PAUSE_BUDGET",
        "2001, false, TOO_MANY_GOROUTINES",
    })
    void gatesOfTheDump(long goroutines, boolean slow, RefusalReason reason) {
        next(new Situation(LOCK, goroutines, 0, slow));

        assertThat(ladder.refusals()).contains(new Refusal(3, reason, 1));
        assertThat(ladder.wantsDump()).isEqualTo(reason == RefusalReason.NO_GRANT);
    }

    @Test
    void whatADumpTookDecidesAboutTheNext() {
        ladder.dumpTook(700, 80_000_000);

        next(seen(LOCK, 700));
        assertThat(ladder.refusals()).contains(new Refusal(3, RefusalReason.PAUSE_BUDGET, 1));

        next(seen(LOCK, 300));
        assertThat(ladder.wantsDump()).isTrue();
    }

    @Test
    void aDumpThatTimedOutTookAtLeastThatLong() {
        next(seen(LOCK, 100));
        ladder.dumpTimedOut(10 * SECOND);
        next(seen(LOCK, 100));
        assertThat(ladder.wantsDump()).isFalse();

        ladder.restarted();
        next(seen(LOCK, 100));
        assertThat(ladder.wantsDump()).as("another process").isTrue();
    }

    @Test
    void boundsHoldWhateverTheOperatorSays() {
        LadderConfig absurd = new LadderConfig(1_000_000, Long.MAX_VALUE, 1, 1, Long.MAX_VALUE, false);

        assertThat(LadderBounds.of(absurd)).isEqualTo(new LadderConfig(200, 2_000, 60_000, 30_000, 30_000, false));
        assertThat(LadderBounds.of(CONFIG)).isEqualTo(CONFIG);
        assertThat(LadderBounds.of(LadderConfig.FIRST_RUNG_ONLY)).isEqualTo(LadderConfig.FIRST_RUNG_ONLY);
    }

    private void takeFruitless(Suspicion suspicion) {
        assertThat(next(seen(suspicion, 100))).isEqualTo(Rung.LEAKS);
        ladder.leaksTaken(false, now);
    }

    private boolean granted() {
        return ladder.granted(now + 60 * SECOND, CONFIG, now);
    }

    private @Nullable Rung next(Situation situation) {
        return ladder.next(situation, CONFIG, now).orElse(null);
    }

    private static Situation seen(Suspicion suspicion, long goroutines) {
        return new Situation(suspicion, goroutines, 0, false);
    }

    private static LadderConfig config(long leaks, long dumps, long goroutines, boolean locksOnly) {
        return new LadderConfig(10, 50, leaks, dumps, goroutines, locksOnly);
    }
}
