package io.deadlockwatch.sampler.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace();

    @Test
    void cheapSamplesComeAtTheWantedInterval() {
        pace.answered(4 * MILLI);

        assertThat(pace.intervalMillis(5_000, 10)).isEqualTo(5_000);
        assertThat(pace.isSlow()).isFalse();
    }

    @Test
    void dearOnesAreStretchedToTheBudgetAtOnce() {
        pace.answered(100 * MILLI);

        assertThat(pace.intervalMillis(5_000, 10)).isEqualTo(10_000);
        assertThat(pace.intervalMillis(5_000, 20)).isEqualTo(5_000);
    }

    @Test
    void oneCheapSampleDoesNotForgiveADearOne() {
        pace.answered(400 * MILLI);
        pace.answered(10 * MILLI);
        assertThat(pace.intervalMillis(5_000, 10)).isEqualTo(30_000);

        for (int i = 0; i < 10; i++) {
            pace.answered(10 * MILLI);
        }
        assertThat(pace.intervalMillis(5_000, 10)).isEqualTo(5_000);
    }

    @Test
    void anAnswerMuchSlowerThanUsualBacksOffAndComesBack() {
        for (int i = 0; i < 20; i++) {
            pace.answered(20 * MILLI);
        }
        pace.answered(120 * MILLI);

        assertThat(pace.isSlow()).isTrue();
        assertThat(pace.intervalMillis(15_000, 10)).isEqualTo(30_000);

        pace.answered(20 * MILLI);
        assertThat(pace.isSlow()).isFalse();
        assertThat(pace.intervalMillis(15_000, 10)).isEqualTo(15_000);
    }

    @Test
    void whatIsAlwaysSlowBecomesUsual() {
        pace.answered(10 * MILLI);
        for (int i = 0; i < 40; i++) {
            pace.answered(90 * MILLI);
        }

        assertThat(pace.isSlow()).isFalse();
    }

    @Test
    void fastIsNeverSlow() {
        pace.answered(MILLI / 10);
        pace.answered(40 * MILLI);

        assertThat(pace.isSlow()).isFalse();
    }

    @Test
    void timeOutsDoubleTheIntervalUpToEightTimes() {
        for (int i = 0; i < 9; i++) {
            pace.timedOut();
        }

        assertThat(pace.intervalMillis(15_000, 10)).isEqualTo(120_000);
        assertThat(pace.isSlow()).isTrue();
    }

    @Property
    void samplesNeverCostMoreThanTheBudgetNorComeFasterThanWanted(
            @ForAll @Size(min = 1, max = 30) List<@LongRange(min = 0, max = 12_000) Long> costs,
            @ForAll @LongRange(min = 1_000, max = 300_000) long wanted,
            @ForAll @LongRange(min = 10, max = 200) long budget) {
        long spent = 0;
        long passed = 0;
        for (long cost : costs) {
            pace.answered(cost * MILLI);
            long interval = pace.intervalMillis(wanted, budget);
            assertThat(interval).isBetween(wanted, 1_200_000L);
            spent += cost;
            passed += interval;
        }
        assertThat(spent * 1_000).isLessThanOrEqualTo(budget * passed);
    }
}
