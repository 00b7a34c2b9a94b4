package io.deadlockwatch.operator.webhookconfig;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Whether injection works, found out by doing it: from time to time the API server is asked for a pod that an entry of its own selects, and asked not to keep it. A certificate
 * that expired, a wrong CA, a firewall, a webhook that is gone or a selector with a mistake are all silent otherwise, since the webhook must never keep a pod from starting.
 */
public final class InjectionSelfTest {

    /** Labels of the pod that is asked for. */
    static final Map<String, String> LABELS = Map.of("deadlockwatch.io/self-test", "true");

    private static final Logger LOG = Logger.getLogger(InjectionSelfTest.class);

    private final InjectionProbe probe;
    private final Duration every;
    private final Clock clock;
    private Instant next = Instant.EPOCH;
    private volatile Optional<Boolean> works = Optional.empty();

    public InjectionSelfTest(InjectionProbe probe, Duration every, Clock clock) {
        this.probe = probe;
        this.every = every;
        this.clock = clock;
    }

    /** Tries, if it is time. */
    public void beat() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(every);
        String problem = problem();
        Optional<Boolean> before = works;
        works = Optional.of(problem.isEmpty());
        if (!works.equals(before)) {
            if (problem.isEmpty()) {
                LOG.info("injection works");
            } else {
                LOG.warnf("injection does not work, new pods start without a sampler: %s", problem);
            }
        }
    }

    private String problem() {
        try {
            return probe.isInjected() ? "" : "the API server made a pod without one; it does not reach the webhook";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Whether it worked the last time; empty before the first. */
    public Optional<Boolean> works() {
        return works;
    }
}
