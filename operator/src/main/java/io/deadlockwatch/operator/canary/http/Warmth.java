package io.deadlockwatch.operator.canary.http;

import io.deadlockwatch.operator.fleet.FleetView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the operator knows enough to give verdicts. Just after a start no sampler has reported, every pod looks unobserved, and an answer would only say how young the
 * operator is; a view that nobody renews says nothing of now.
 */
public final class Warmth {

    private static final Duration STALE = Duration.ofSeconds(60);

    private final Clock clock;
    private final Instant warm;

    /**
     * From a start on.
     *
     * @param warmUp time until every sampler has had the chance to report
     */
    public Warmth(Clock clock, Duration warmUp) {
        this.clock = clock;
        this.warm = clock.instant().plus(warmUp);
    }

    /** Why no verdict can be given now; empty: one can. */
    Optional<String> problem(FleetView view) {
        Instant now = clock.instant();
        if (now.isBefore(warm)) {
            return Optional.of("the operator has only just started: samplers have "
                    + untilWarm().toSeconds() + " more seconds to report");
        }
        Duration age = Duration.between(view.at(), now);
        return age.compareTo(STALE) > 0
                ? Optional.of("the operator has not looked at the pods for more than " + STALE.toSeconds() + " seconds")
                : Optional.empty();
    }

    private Duration untilWarm() {
        return Duration.between(clock.instant(), warm).plusMillis(999);
    }
}
