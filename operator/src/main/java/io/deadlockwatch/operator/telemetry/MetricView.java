package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.policy.FindingChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of a fleet is shown in metrics: the number of series is bounded, and what is beyond a bound is added up under the name {@code other}.
 */
record MetricView(List<WorkloadSeries> workloads, List<WatchSeries> watches) {

    static final int MAX_WATCHES = 2_000;
    static final int MAX_WORKLOADS = 50;
    static final int MAX_REVISIONS = 4;
    static final String OTHER = "other";

    /**
     * Series of one watch.
     *
     * @param outdated pods with a sampler of another version than the operator's
     */
    record WatchSeries(String namespace, String watch, int outdated) {}

    /** Series of one workload of one watch. */
    record WorkloadSeries(
            String namespace,
            String watch,
            String workload,
            List<RevisionSeries> revisions,
            List<IncidentView> incidents,
            List<IncidentView> detailed) {}

    /** Series of one revision. */
    record RevisionSeries(String revision, Coverage coverage, int findings) {}

    static MetricView of(FleetView fleet, IncidentSlots slots) {
        List<WorkloadSeries> all = new ArrayList<>();
        List<WatchSeries> watches = new ArrayList<>();
        slots.retain(fleet.watches().keySet());
        for (WatchView watch : fleet.watches().values()) {
            List<IncidentView> incidents = fleet.openIncidents(watch.watch().uid());
            List<IncidentView> detailed = slots.of(watch.watch().uid(), incidents, fleet.at());
            watches.add(new WatchSeries(watch.watch().namespace(), watch.watch().name(), watch.outdated()));
            Map<String, List<RevisionSeries>> workloads = workloads(watch, incidents);
            workloads.forEach((workload, revisions) -> all.add(new WorkloadSeries(
                    watch.watch().namespace(),
                    watch.watch().name(),
                    workload,
                    revisions,
                    of(workload, incidents, workloads),
                    of(workload, detailed, workloads))));
        }
        return new MetricView(
                inTurns(all, WorkloadSeries::namespace, WorkloadSeries::watch),
                inTurns(watches, WatchSeries::namespace, WatchSeries::watch).stream()
                        .limit(MAX_WATCHES)
                        .toList());
    }

    /** Namespaces take turns: what has no room is then of the one that has most, and the same at each scrape. */
    private static <T> List<T> inTurns(List<T> all, Function<T, String> namespace, Function<T, String> watch) {
        Map<String, List<T>> byNamespace = all.stream()
                .sorted(Comparator.comparing(watch))
                .collect(Collectors.groupingBy(namespace, TreeMap::new, Collectors.toList()));
        int longest = byNamespace.values().stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, longest)
                .boxed()
                .flatMap(turn -> byNamespace.values().stream()
                        .filter(own -> turn < own.size())
                        .map(own -> own.get(turn)))
                .toList();
    }

    private static List<IncidentView> of(
            String workload, List<IncidentView> incidents, Map<String, List<RevisionSeries>> shown) {
        return incidents.stream()
                .filter(incident -> {
                    String name = incident.workload().name();
                    return workload.equals(shown.containsKey(name) ? name : OTHER);
                })
                .toList();
    }

    /** Revisions by workload name; a workload without pods stays as long as it has incidents. */
    private static Map<String, List<RevisionSeries>> workloads(WatchView watch, List<IncidentView> incidents) {
        Map<String, List<RevisionSeries>> byName = new LinkedHashMap<>();
        for (WorkloadView workload : watch.workloads()) {
            String name = workload.workload().name();
            boolean known = byName.containsKey(name);
            String shown = known || byName.size() < MAX_WORKLOADS ? name : OTHER;
            byName.merge(shown, revisions(workload, shown), MetricView::fold);
        }
        for (IncidentView incident : incidents) {
            String name = incident.workload().name();
            byName.putIfAbsent(byName.containsKey(name) || byName.size() < MAX_WORKLOADS ? name : OTHER, List.of());
        }
        return byName;
    }

    private static List<RevisionSeries> revisions(WorkloadView workload, String shown) {
        List<RevisionSeries> series = new ArrayList<>();
        for (RevisionView revision : workload.revisions()) {
            String name = shown.equals(OTHER) || series.size() >= MAX_REVISIONS ? OTHER : revision.revision();
            FindingChoice findings = revision.findings();
            series.add(new RevisionSeries(
                    name,
                    revision.coverage(),
                    findings.sameBuild() ? findings.index().size() : 0));
        }
        return fold(series, List.of());
    }

    private static List<RevisionSeries> fold(List<RevisionSeries> some, List<RevisionSeries> more) {
        Map<String, RevisionSeries> byRevision = new LinkedHashMap<>();
        List<RevisionSeries> all = new ArrayList<>(some);
        all.addAll(more);
        for (RevisionSeries series : all) {
            byRevision.merge(
                    series.revision(),
                    series,
                    (one, other) -> new RevisionSeries(
                            one.revision(),
                            one.coverage().plus(other.coverage()),
                            Math.max(one.findings(), other.findings())));
        }
        return List.copyOf(byRevision.values());
    }
}
