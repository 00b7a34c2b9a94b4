package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which revisions had an incident. Bounded: beyond the limit the one that was seen longest ago is forgotten. */
final class RevisionMemory {

    /** Revisions that are remembered, and fit into a status. */
    static final int MAX_REVISIONS = 8;

    private static final Comparator<RevisionSighting> LAST_SEEN_FIRST =
            Comparator.comparing(RevisionSighting::lastSeen).reversed().thenComparing(RevisionSighting::revision);

    private final Map<String, RevisionSighting> byRevision = new HashMap<>();

    /** Takes up what was stored. */
    void restore(List<RevisionSighting> stored) {
        stored.forEach(sighting -> byRevision.put(sighting.revision(), sighting));
    }

    /** A pod of this revision has the incident now. */
    void see(String revision, Verdict verdict, Instant now) {
        byRevision.merge(
                revision, new RevisionSighting(revision, verdict, now), (known, seen) -> known.again(verdict, now));
        if (byRevision.size() > MAX_REVISIONS) {
            byRevision.values().stream().max(LAST_SEEN_FIRST).ifPresent(oldest -> byRevision.remove(oldest.revision()));
        }
    }

    /** Last seen first. */
    List<RevisionSighting> list() {
        return byRevision.values().stream().sorted(LAST_SEEN_FIRST).toList();
    }

    /** What is worth writing down at once when it changes. */
    Map<String, Verdict> verdicts() {
        return byRevision.values().stream()
                .collect(Collectors.toUnmodifiableMap(RevisionSighting::revision, RevisionSighting::verdict));
    }
}
