package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.PodState;
import java.time.Duration;
import java.time.Instant;

/**
 * A matched pod, as far as a canary's verdict asks.
 *
 * @param started when its target started last
 * @param restarts how often the target was started anew
 * @param observed time from the first to the last good sample of this start; zero if there is none
 * @param goodSamples in that time
 */
public record PodView(String name, PodState state, Instant started, int restarts, Duration observed, long goodSamples) {

    public boolean isObserved() {
        return state == PodState.OBSERVED;
    }
}
