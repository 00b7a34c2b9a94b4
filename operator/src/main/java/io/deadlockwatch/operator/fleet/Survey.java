package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.incident.PodPresence;
import io.deadlockwatch.operator.incident.World;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look at all pods. The incident book asks it; with the book's incidents it becomes a {@link FleetView}.
 *
 * @param watches by uid
 * @param running state of the pods that run, by {@code namespace/name}; empty for those that no watch matches
 */
public record Survey(
        Instant at,
        Map<String, WatchView> watches,
        Map<String, Integer> podsUsing,
        Map<String, Optional<PodState>> running)
        implements World {

    public Survey {
        watches = Map.copyOf(watches);
        podsUsing = Map.copyOf(podsUsing);
        running = Map.copyOf(running);
    }

    /** With these incidents, and the watches that have more than are kept. */
    public FleetView with(List<IncidentView> incidents, Set<String> truncated) {
        return new FleetView(at, watches, podsUsing, incidents, truncated);
    }

    @Override
    public PodPresence presence(String namespace, String podName) {
        Optional<PodState> state = running.get(namespace + "/" + podName);
        if (state == null) {
            return PodPresence.GONE;
        }
        return state.filter(PodState.OBSERVED::equals).isPresent() ? PodPresence.OBSERVED : PodPresence.UNOBSERVED;
    }

    @Override
    public int coveragePercent(String watchUid, Workload workload) {
        return Optional.ofNullable(watches.get(watchUid)).stream()
                .flatMap(watch -> watch.workloads().stream())
                .filter(view -> view.workload().equals(workload))
                .map(WorkloadView::coverage)
                .reduce(Coverage.NONE, Coverage::plus)
                .percent();
    }

    @Override
    public Optional<WatchPolicy> watch(String uid) {
        return Optional.ofNullable(watches.get(uid)).map(WatchView::watch);
    }
}
