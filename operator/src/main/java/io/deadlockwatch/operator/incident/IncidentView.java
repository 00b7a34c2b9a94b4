package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.pods.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An incident at one moment.
 *
 * @param watch name of the watch
 * @param verdict the strongest of this episode
 * @param pods those that have blocked goroutines, most first
 * @param revisions those that had it, last seen first; also those whose pods are gone
 * @param sightedAfter how long after its start the first pod of this episode had it; empty if not known
 * @param resolution why it is resolved; empty while it is open
 * @param suppressedUntil written by people
 * @param observed whether a pod that had it is still there to be looked at
 */
public record IncidentView(
        IncidentKey key,
        String watch,
        Workload workload,
        Verdict verdict,
        Set<Evidence> evidence,
        Case explanation,
        List<PodShare> pods,
        List<RevisionSighting> revisions,
        Instant firstSeen,
        Optional<Duration> sightedAfter,
        Instant lastSeen,
        Optional<Resolution> resolution,
        Optional<Instant> resolvedAt,
        int episodes,
        Optional<Instant> suppressedUntil,
        boolean observed) {

    public IncidentView {
        evidence = Set.copyOf(evidence);
        pods = List.copyOf(pods);
        revisions = List.copyOf(revisions);
    }

    public String name() {
        return key.name();
    }

    public boolean isOpen() {
        return resolution.isEmpty();
    }

    public boolean isSuppressed(Instant now) {
        return suppressedUntil.isPresent() && now.isBefore(suppressedUntil.get());
    }

    /** Blocked goroutines in all pods. */
    public long goroutines() {
        return pods.stream().mapToLong(PodShare::goroutines).sum();
    }
}
