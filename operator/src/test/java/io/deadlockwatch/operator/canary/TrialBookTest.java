package io.deadlockwatch.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrialBookTest {

    private final ManualClock clock = new ManualClock();
    private final TrialBook book = new TrialBook(clock);

    @Test
    void aRevisionIsOnTrialForSomeMinutesAfterItWasAskedAbout() {
        assertThat(book.isOnTrial(Given.pod("p"))).isFalse();

        book.asked("shop", Given.ORDERS, "5d9f");

        clock.advance(TrialBook.TRIAL.minusSeconds(1));
        assertThat(book.isOnTrial(Given.pod("p"))).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(book.isOnTrial(Given.pod("p"))).isFalse();
    }

    @Test
    void noOtherRevisionWorkloadOrNamespaceIs() {
        book.asked("shop", Given.ORDERS, "7777");
        book.asked("shop", new Workload("Rollout", "orders"), "5d9f");
        book.asked("elsewhere", Given.ORDERS, "5d9f");

        assertThat(book.isOnTrial(Given.pod("p"))).isFalse();
    }

    @Test
    void whoAsksAboutThousandsFindsTheOldestForgotten() {
        book.asked("shop", Given.ORDERS, "5d9f");
        for (int i = 0; i < 1_000; i++) {
            book.asked("shop", Given.ORDERS, "r" + i);
        }

        assertThat(book.isOnTrial(Given.pod("p"))).isFalse();
    }
}
