package io.deadlockwatch.sampler.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PausePredictionTest {

    private static final long MILLI = 1_000_000;

    private final PausePrediction prediction = new PausePrediction();

    @Test
    void beginsWithWhatWasMeasuredElsewhere() {
        assertThat(prediction.nanos(500)).isEqualTo(65 * MILLI / 2);
        assertThat(prediction.nanos(1_000)).isEqualTo(65 * MILLI);
        assertThat(prediction.nanos(10_000)).isCloseTo(1_489 * MILLI, within(10 * MILLI));
    }

    @Test
    void aLongerPauseIsLearnedAtOnceAShorterOneByHalf() {
        prediction.learn(1_000, 200 * MILLI);
        assertThat(prediction.nanos(1_000)).isEqualTo(200 * MILLI);

        prediction.learn(1_000, 20 * MILLI);
        assertThat(prediction.nanos(1_000)).isEqualTo(110 * MILLI);
        prediction.learn(1_000, 20 * MILLI);
        assertThat(prediction.nanos(1_000)).isEqualTo(65 * MILLI);
    }

    @Test
    void aTinyProcessSaysLittleAboutALargeOne() {
        prediction.learn(3, 5 * MILLI);

        assertThat(prediction.nanos(1_000)).isLessThan(80 * MILLI);
    }

    @Property
    void moreGoroutinesNeverTakeLessAndNothingOverflows(
            @ForAll @LongRange(min = 1, max = 100_000) long seen,
            @ForAll @LongRange(min = 0, max = 60_000) long tookMillis,
            @ForAll @LongRange(min = 1, max = 1_000_000) long some,
            @ForAll @LongRange(min = 0, max = 1_000_000) long more) {
        prediction.learn(seen, tookMillis * MILLI);

        assertThat(prediction.nanos(some)).isPositive();
        assertThat(prediction.nanos(some + more)).isGreaterThanOrEqualTo(prediction.nanos(some));
    }

    @Property
    void whatWasSeenIsNeverUnderstated(
            @ForAll @LongRange(min = 1, max = 30_000) long goroutines,
            @ForAll @LongRange(min = 1, max = 5_000) long tookMillis) {
        prediction.learn(goroutines, tookMillis * MILLI);

        assertThat(prediction.nanos(goroutines)).isGreaterThanOrEqualTo(tookMillis * MILLI);
    }
}
