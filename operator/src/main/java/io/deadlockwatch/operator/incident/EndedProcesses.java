package io.deadlockwatch.operator.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which processes ended of late while goroutines stood at a site. A liveness probe may end a deadlocked process each time before its goroutines have waited for long; that
 * they stand there again in the next one tells as much. Soft: forgotten with a restart. Bounded; safe for many threads.
 */
final class EndedProcesses {

    /** How long an end counts. */
    static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final int MAX_SITES = 5_000;
    private static final int MAX_PROCESSES = 8;

    private final Map<IncidentKey, Map<Id, Instant>> endedBySite = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IncidentKey, Map<Id, Instant>> eldest) {
            return size() > MAX_SITES;
        }
    };

    /** A process of the workload ended while goroutines stood at the site; telling it twice changes nothing. */
    synchronized void ended(IncidentKey site, Id process, Instant now) {
        Map<Id, Instant> ends = endedBySite.computeIfAbsent(site, _ -> new HashMap<>());
        forgetOld(ends, now);
        if (ends.size() < MAX_PROCESSES) {
            ends.putIfAbsent(process, now);
        }
    }

    /** How many did. */
    synchronized int count(IncidentKey site, Instant now) {
        Map<Id, Instant> ends = endedBySite.get(site);
        if (ends == null) {
            return 0;
        }
        forgetOld(ends, now);
        if (ends.isEmpty()) {
            endedBySite.remove(site);
        }
        return ends.size();
    }

    private static void forgetOld(Map<Id, Instant> ends, Instant now) {
        ends.values().removeIf(end -> Duration.between(end, now).compareTo(LOOK_BACK) > 0);
    }

    /** A process that a sampler saw, as it numbers them. */
    record Id(String podUid, String epoch, long incarnation) {}
}
