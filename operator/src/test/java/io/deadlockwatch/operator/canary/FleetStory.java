package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.fleet.PodView;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.incident.PodShare;
import io.deadlockwatch.operator.incident.Resolution;
import io.deadlockwatch.operator.incident.RevisionSighting;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A view of the shop's fleet, told revision by revision; each is younger than the one before. */
public final class FleetStory {

    private final Map<String, WatchView> watches = new HashMap<>();
    private final List<IncidentView> incidents = new ArrayList<>();
    private Map<Workload, List<RevisionView>> workloads = new TreeMap<>();
    private WatchPolicy watch = Given.watch();
    private int revisions;

    /** The watch, with another spec. */
    public FleetStory watch(String spec) {
        watch = Given.watch(spec);
        return this;
    }

    /** What is told from now on is of another watch. */
    FleetStory secondWatch(String name) {
        close();
        workloads = new TreeMap<>();
        watch = Given.watch(name, Given.NOW, "{selector: {matchLabels: {app: orders}}}");
        return this;
    }

    public FleetStory revision(String name, PodState... pods) {
        return add(Given.ORDERS, name, false, pods);
    }

    public FleetStory primary(String name, PodState... pods) {
        return add(Given.ORDERS, name, true, pods);
    }

    FleetStory primary(Workload workload, String name, PodState... pods) {
        return add(workload, name, true, pods);
    }

    private FleetStory add(Workload workload, String name, boolean primary, PodState... states) {
        Instant started = Given.NOW.minus(Duration.ofHours(1)).plusSeconds(++revisions);
        List<PodView> pods = new ArrayList<>();
        for (PodState state : states) {
            pods.add(new PodView(
                    name + "-" + pods.size(),
                    state,
                    started,
                    0,
                    state == PodState.OBSERVED ? Duration.ofMinutes(10) : Duration.ZERO,
                    40));
        }
        workloads
                .computeIfAbsent(workload, _ -> new ArrayList<>())
                .addFirst(new RevisionView(
                        name, primary, Coverage.of(Arrays.asList(states)), FindingChoice.NONE, started, pods));
        return this;
    }

    /** An open incident of the shop's orders, without a pod that has it now. */
    public FleetStory incident(String function, RevisionSighting... seen) {
        return incident(Given.ORDERS, function, Optional.empty(), List.of(), List.of(seen));
    }

    FleetStory incident(
            Workload workload,
            String function,
            Optional<Resolution> resolution,
            List<PodShare> pods,
            List<RevisionSighting> seen) {
        incidents.add(IncidentSamples.incident(workload, function, resolution, pods, seen, Optional.empty()));
        return this;
    }

    FleetStory suppressed(String function, RevisionSighting seen) {
        incidents.add(IncidentSamples.incident(
                Given.ORDERS,
                function,
                Optional.empty(),
                List.of(),
                List.of(seen),
                Optional.of(Given.NOW.plusSeconds(1))));
        return this;
    }

    private void close() {
        List<WorkloadView> views = workloads.entrySet().stream()
                .map(entry -> new WorkloadView(entry.getKey(), entry.getValue()))
                .toList();
        watches.put(watch.uid(), new WatchView(watch, views, List.of(), 0, Optional.empty(), 0));
    }

    public FleetView view() {
        return view(Given.NOW);
    }

    public FleetView view(Instant at) {
        close();
        return new FleetView(at, watches, Map.of(), incidents);
    }
}
