package io.deadlockwatch.operator.canary;

import java.time.Duration;
import java.util.List;

/** What is to be said of a canary. */
public sealed interface CanaryVerdict {

    Exposure exposure();

    /** Nothing was found, by enough eyes for long enough; it says no more than that. */
    record Pass(Exposure exposure) implements CanaryVerdict {}

    /**
     * It has what its baseline has not.
     *
     * @param offences at least one, worst first
     */
    record Fail(Exposure exposure, List<Offence> offences) implements CanaryVerdict {

        public Fail {
            offences = List.copyOf(offences);
        }
    }

    /**
     * Not known yet.
     *
     * @param doubts at least one, in the order of {@link Doubt}
     * @param retryAfter about how long it takes until they are gone, if all goes well
     */
    record Inconclusive(Exposure exposure, List<Doubt> doubts, Duration retryAfter) implements CanaryVerdict {

        public Inconclusive {
            doubts = List.copyOf(doubts);
        }
    }
}
