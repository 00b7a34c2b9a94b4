package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.incident.IncidentView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that metrics and statuses say, as of one moment.
 *
 * @param watches by uid
 * @param podsUsing number of pods by {@code namespace/name} of the finding set
 * @param truncated uids of watches that have more incidents than are kept
 */
public record FleetView(
        Instant at,
        Map<String, WatchView> watches,
        Map<String, Integer> podsUsing,
        List<IncidentView> incidents,
        Set<String> truncated) {

    /** Before the first look. */
    public static final FleetView EMPTY = new FleetView(Instant.EPOCH, Map.of(), Map.of(), List.of());

    public FleetView {
        watches = Map.copyOf(watches);
        podsUsing = Map.copyOf(podsUsing);
        incidents = List.copyOf(incidents);
        truncated = Set.copyOf(truncated);
    }

    /** One where every incident is kept. */
    public FleetView(
            Instant at, Map<String, WatchView> watches, Map<String, Integer> podsUsing, List<IncidentView> incidents) {
        this(at, watches, podsUsing, incidents, Set.of());
    }

    public Optional<WatchView> watch(String uid) {
        return Optional.ofNullable(watches.get(uid));
    }

    /** Open incidents of a watch that nobody suppressed, worst first. */
    public List<IncidentView> openIncidents(String watchUid) {
        return incidents.stream()
                .filter(incident -> incident.key().watchUid().equals(watchUid))
                .filter(incident -> incident.isOpen() && !incident.isSuppressed(at))
                .sorted(Comparator.comparing(IncidentView::verdict)
                        .reversed()
                        .thenComparing(IncidentView::firstSeen)
                        .thenComparing(IncidentView::name))
                .toList();
    }
}
