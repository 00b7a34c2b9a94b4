package io.deadlockwatch.operator.waitfor;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.waitfor.Behind;
import io.deadlockwatch.core.waitfor.Claim;
import io.deadlockwatch.core.waitfor.Cycle;
import io.deadlockwatch.core.waitfor.WaitStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cycle of 1 and 2, goroutine 3 behind it, and 4 behind that. */
class CausesTest {

    private static final Claim CYCLE = new Cycle(List.of(step(1, 2), step(2, 1)));
    private static final Claim BEHIND = new Behind(List.of(3L), step(3, 2));
    private static final Claim FURTHER_BEHIND = new Behind(List.of(4L), step(4, 3));

    private final Causes causes = new Causes(List.of(CYCLE, BEHIND, FURTHER_BEHIND));

    @Test
    void whoWaitsForADeadlockIsFollowedByIt() {
        assertThat(causes.with(List.of(FURTHER_BEHIND))).containsExactly(FURTHER_BEHIND, BEHIND, CYCLE);
    }

    @Test
    void aDeadlockIsItsOwnCause() {
        assertThat(causes.with(List.of(CYCLE))).containsExactly(CYCLE);
    }

    @Test
    void nothingIsSaidTwice() {
        assertThat(causes.with(List.of(BEHIND, CYCLE, FURTHER_BEHIND))).containsExactly(BEHIND, CYCLE, FURTHER_BEHIND);
    }

    @Test
    void aCauseThatIsNotKnownIsLeftOut() {
        assertThat(new Causes(List.of(BEHIND)).with(List.of(BEHIND))).containsExactly(BEHIND);
    }

    private static WaitStep step(long waiter, long holder) {
        return new WaitStep(waiter, "main.f main.go:1", "main.mu", "", holder, "holds it");
    }
}
