package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.testing.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventOutcomesTest {

    private static final String ENDPOINT = "https://collector:4317";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock();
    private final EventOutcomes outcomes = new EventOutcomes(ENDPOINT, new EventMeters(registry), clock);

    @Test
    void everyEventIsCounted() {
        outcomes.exported(3);
        outcomes.lost(2, "gone");
        outcomes.lost(5, "gone");

        assertThat(count("exported")).isEqualTo(3);
        assertThat(count("lost")).isEqualTo(7);
    }

    @Test
    void anOutageIsToldAtItsBeginningOnceAnHourAndAtItsEnd() {
        try (LogLines log = LogLines.of(EventOutcomes.class)) {
            outcomes.exported(1);
            outcomes.lost(1, "connection refused");
            outcomes.lost(1, "connection refused");
            clock.advance(EventOutcomes.AGAIN.minus(Duration.ofSeconds(1)));
            outcomes.lost(1, "connection refused");
            clock.advance(Duration.ofSeconds(1));
            outcomes.lost(1, "unknown host");
            outcomes.exported(1);
            outcomes.exported(1);

            assertThat(log.lines())
                    .containsExactly(
                            "Incident events do not reach " + ENDPOINT + ": connection refused; lost so far: 1",
                            "Incident events do not reach " + ENDPOINT + ": unknown host; lost so far: 4",
                            "Incident events reach " + ENDPOINT + " again; 4 were lost");
        }
    }

    @Test
    void theNextOutageIsToldAtOnce() {
        try (LogLines log = LogLines.of(EventOutcomes.class)) {
            outcomes.lost(1, "gone");
            outcomes.exported(1);
            outcomes.lost(1, "gone");

            assertThat(log.lines()).hasSize(3);
        }
    }

    private double count(String result) {
        return registry.get("deadlockwatch.events")
                .tag("result", result)
                .counter()
                .count();
    }
}
