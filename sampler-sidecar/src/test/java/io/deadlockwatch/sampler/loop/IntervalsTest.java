package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntervalsTest {

    private final Intervals intervals = new Intervals();

    @Test
    void nothingIsToldBeforeTheFirst() {
        assertThat(intervals.millis()).isZero();
    }

    @Test
    void aLongWaitIsNoHoleForTwentyMore() {
        intervals.add(16_000);
        repeat(19, 2_000);
        assertThat(intervals.millis()).isEqualTo(16_000);

        intervals.add(2_000);

        assertThat(intervals.millis()).isEqualTo(2_666);
    }

    @Test
    void whatWasStretchedForLongLowersWhatIsDueForLong() {
        repeat(100, 10_000);
        repeat(100, 2_000);

        assertThat(intervals.millis()).isEqualTo(6_000);
    }

    private void repeat(int times, long millis) {
        for (int i = 0; i < times; i++) {
            intervals.add(millis);
        }
    }
}
