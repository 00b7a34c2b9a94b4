package io.deadlockwatch.operator.app;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How the process is. */
@Singleton
class Health {

    private static final Duration STUCK = Duration.ofSeconds(90);

    private final Clock clock;
    private volatile boolean ready;
    private volatile Optional<Instant> lastBeat = Optional.empty();

    Health(Clock clock) {
        this.clock = clock;
    }

    /** It can do what it is there for. */
    void ready() {
        ready = true;
    }

    /** Its regular work was done once more. */
    void beat() {
        lastBeat = Optional.of(clock.instant());
    }

    boolean isReady() {
        return ready;
    }

    /** Whether its regular work is done as regularly as it should, once it has begun. */
    boolean isAlive() {
        return lastBeat.isEmpty()
                || Duration.between(lastBeat.get(), clock.instant()).compareTo(STUCK) < 0;
    }
}
