package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which revisions are on trial: those that a verdict was asked for in the last minutes. Somebody waits for it, so their pods are worth a closer look than others. Safe
 * for many threads.
 */
public final class TrialBook {

    /** Longer than rollout tools wait between two questions. */
    static final Duration TRIAL = Duration.ofMinutes(10);

    private static final int MAX_TRIALS = 1_000;

    private final Clock clock;
    private final Map<Revision, Instant> asked = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Revision, Instant> eldest) {
            return size() > MAX_TRIALS;
        }
    };

    public TrialBook(Clock clock) {
        this.clock = clock;
    }

    /** A verdict on this revision was asked for. */
    public synchronized void asked(String namespace, Workload workload, String revision) {
        asked.put(new Revision(namespace, workload, revision), clock.instant());
    }

    public synchronized boolean isOnTrial(PodInfo pod) {
        Instant last = asked.get(new Revision(pod.namespace(), pod.workload(), pod.revision()));
        return last != null && Duration.between(last, clock.instant()).compareTo(TRIAL) < 0;
    }

    private record Revision(String namespace, Workload workload, String revision) {}
}
