package io.deadlockwatch.operator.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What becomes of exported events: counted one by one, and told in the log when it turns. A back end that is away for a night is a line at its beginning, one an hour, and one at
 * its end. Safe for many threads.
 */
final class EventOutcomes {

    /** While events are lost, the log says so this often. */
    static final Duration AGAIN = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(EventOutcomes.class);

    private final String endpoint;
    private final EventMeters meters;
    private final Clock clock;

    /** Lost since the last one that was taken. */
    private long lost;

    private Optional<Instant> told = Optional.empty();

    /** @param endpoint where events go, for people */
    EventOutcomes(String endpoint, EventMeters meters, Clock clock) {
        this.endpoint = endpoint;
        this.meters = meters;
        this.clock = clock;
    }

    /** The back end took them. */
    synchronized void exported(int events) {
        meters.exported(events);
        if (lost > 0) {
            LOG.infof("Incident events reach %s again; %d were lost", endpoint, lost);
            lost = 0;
            told = Optional.empty();
        }
    }

    /** They are gone: there is no second attempt beyond those of the exporter itself. */
    synchronized void lost(int events, String reason) {
        meters.lost(events);
        lost += events;
        Instant now = clock.instant();
        if (told.filter(before -> Duration.between(before, now).compareTo(AGAIN) < 0)
                .isEmpty()) {
            LOG.warnf("Incident events do not reach %s: %s; lost so far: %d", endpoint, reason, lost);
            told = Optional.of(now);
        }
    }
}
