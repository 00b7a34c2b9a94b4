package io.deadlockwatch.operator.canary;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.incident.PodShare;
import io.deadlockwatch.operator.incident.RevisionSighting;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the incidents say of a site, in the canary and in its baseline. */
final class SiteReader {

    /** How long a site stays known after it was last seen; as long as its resolved incident is kept. */
    private static final Duration KNOWN = Duration.ofDays(7);

    private final FleetView view;
    private final WatchPolicy watch;
    private final String canary;
    private final List<Peer> peers;
    private final Duration window;

    SiteReader(FleetView view, WatchPolicy watch, String canary, List<Peer> peers, Duration window) {
        this.view = view;
        this.watch = watch;
        this.canary = canary;
        this.peers = peers;
        this.window = window;
    }

    /** The site of an incident; empty if the canary does not have it, or nobody wants to hear of it. */
    Optional<SiteRecord> read(IncidentView incident) {
        Optional<RevisionSighting> sighting = sighting(incident, canary);
        Map<String, Long> pods = goroutines(incident, canary);
        boolean counts = incident.isOpen()
                && !incident.isSuppressed(view.at())
                && watch.ignores().stream()
                        .noneMatch(rule -> rule.ignores(incident.key().site(), view.at()));
        if (!counts || (pods.isEmpty() && !isWithin(sighting, window))) {
            return Optional.empty();
        }
        // A pod that was killed because of the site took its goroutines with it, and none of the evidence.
        Verdict verdict = sighting.map(RevisionSighting::verdict).orElse(incident.verdict());
        Map<String, Long> baseline = new HashMap<>();
        boolean known = false;
        for (Peer peer : peers) {
            for (IncidentView other : sameSite(incident, peer)) {
                Map<String, Long> blocked = goroutines(other, peer.revision());
                baseline.putAll(blocked);
                known |= !blocked.isEmpty() || isWithin(sighting(other, peer.revision()), KNOWN);
            }
        }
        return Optional.of(new SiteRecord(incident, verdict, pods, known, baseline));
    }

    private List<IncidentView> sameSite(IncidentView incident, Peer peer) {
        return view.incidents().stream()
                .filter(other -> other.key().watchUid().equals(watch.uid()))
                .filter(other -> other.key().site().equals(incident.key().site()))
                .filter(other -> other.workload().equals(peer.workload()))
                .toList();
    }

    private static Optional<RevisionSighting> sighting(IncidentView incident, String revision) {
        return incident.revisions().stream()
                .filter(each -> each.revision().equals(revision))
                .findFirst();
    }

    private boolean isWithin(Optional<RevisionSighting> sighting, Duration time) {
        Instant since = view.at().minus(time);
        return sighting.filter(each -> !each.lastSeen().isBefore(since)).isPresent();
    }

    private static Map<String, Long> goroutines(IncidentView incident, String revision) {
        Map<String, Long> byPod = new HashMap<>();
        for (PodShare share : incident.pods()) {
            if (share.revision().equals(revision) && share.goroutines() > 0) {
                byPod.put(share.name(), share.goroutines());
            }
        }
        return byPod;
    }
}
