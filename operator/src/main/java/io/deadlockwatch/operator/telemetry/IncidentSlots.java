package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.incident.IncidentView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which incidents of a watch have metrics of their own. One that has got a slot keeps it until an hour after it is over: an alert must not begin anew each time that another
 * incident is worse for a moment. Safe for many threads.
 */
final class IncidentSlots {

    /** Slots of a watch. */
    static final int MAX = 20;

    static final Duration KEPT = Duration.ofHours(1);

    private final Map<String, Map<String, Instant>> lastOpenByWatch = new HashMap<>();

    /**
     * Those of one watch that have a slot.
     *
     * @param worstFirst the open ones
     */
    synchronized List<IncidentView> of(String watchUid, List<IncidentView> worstFirst, Instant now) {
        Map<String, Instant> lastOpen = lastOpenByWatch.computeIfAbsent(watchUid, _ -> new HashMap<>());
        worstFirst.forEach(incident -> lastOpen.replace(incident.name(), now));
        lastOpen.values().removeIf(at -> Duration.between(at, now).compareTo(KEPT) > 0);
        for (IncidentView incident : worstFirst) {
            if (lastOpen.size() < MAX) {
                lastOpen.putIfAbsent(incident.name(), now);
            }
        }
        return worstFirst.stream()
                .filter(incident -> lastOpen.containsKey(incident.name()))
                .toList();
    }

    /** Forgets the other watches. */
    synchronized void retain(Set<String> watchUids) {
        lastOpenByWatch.keySet().retainAll(watchUids);
    }
}
