package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.incident.Case;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.incident.PodShare;
import io.deadlockwatch.operator.telemetry.MetricView.RevisionSeries;
import io.deadlockwatch.operator.telemetry.MetricView.WatchSeries;
import io.deadlockwatch.operator.telemetry.MetricView.WorkloadSeries;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The gauges about watched workloads, all from one view of the fleet, so that they agree with each other. */
final class FleetCollector extends Collector {

    private static final List<String> IDENTITY = List.of("namespace", "watch", "workload");
    private static final int MAX_LABEL = 200;

    /** Series of all families together. */
    static final int MAX_SERIES = 20_000;

    private final Supplier<FleetView> fleet;
    private final int maxSeries;
    private final IncidentSlots slots = new IncidentSlots();
    private final AtomicLong leftOut = new AtomicLong();

    FleetCollector(Supplier<FleetView> fleet) {
        this(fleet, MAX_SERIES);
    }

    FleetCollector(Supplier<FleetView> fleet, int maxSeries) {
        this.fleet = fleet;
        this.maxSeries = maxSeries;
    }

    /** How often a workload, or the details of its incidents, had no room. */
    long leftOut() {
        return leftOut.get();
    }

    /** The families exist before the first scrape asks for values. */
    @Override
    public List<MetricFamilySamples> collect() {
        MetricView view = MetricView.of(fleet.get(), slots);
        Families families = new Families();
        view.watches().forEach(families::add);
        List<WorkloadSeries> shown = new ArrayList<>();
        for (WorkloadSeries series : view.workloads()) {
            if (families.size + Families.series(series) <= maxSeries) {
                families.add(series);
                shown.add(series);
            }
        }
        // Details come last, so that they are what has no room.
        int complete = 0;
        for (WorkloadSeries series : shown) {
            if (families.size + Families.details(series) <= maxSeries) {
                families.addDetails(series);
                complete++;
            }
        }
        leftOut.addAndGet(view.workloads().size() - complete);
        return families.all();
    }

    private static final class Families {

        private final GaugeMetricFamily incidents =
                family("deadlockwatch_incidents", "Open incidents that are not suppressed, by verdict.", "verdict");
        private final GaugeMetricFamily info = family(
                "deadlockwatch_incident_info",
                "An open incident: where goroutines are blocked, and how sure that is.",
                "incident",
                "verdict",
                "function",
                "location",
                "wait_reason");
        private final GaugeMetricFamily confidence = family(
                "deadlockwatch_incident_confidence_ratio",
                "How sure it is that the blocked stack is the one that a static finding predicted.",
                "incident");
        private final GaugeMetricFamily blocked = family(
                "deadlockwatch_blocked_goroutines", "Blocked goroutines of an incident.", "revision", "incident");
        private final GaugeMetricFamily byRevision = family(
                "deadlockwatch_revision_incidents",
                "Open incidents that pods of a revision have, by verdict.",
                "revision",
                "verdict");
        private final GaugeMetricFamily pods = family(
                "deadlockwatch_pods", "Pods that a watch matches, by how well they are observed.", "revision", "state");
        private final GaugeMetricFamily coverage =
                family("deadlockwatch_coverage_ratio", "Observed pods among those that could be observed.", "revision");
        private final GaugeMetricFamily findings =
                family("deadlockwatch_findings", "Usable static findings of exactly this build; 0: none.", "revision");

        private final GaugeMetricFamily oldest = family(
                "deadlockwatch_oldest_incident_timestamp_seconds",
                "When the oldest of a workload's open incidents that are not suppressed was first seen.");

        private final GaugeMetricFamily outdated = new GaugeMetricFamily(
                "deadlockwatch_outdated_samplers",
                "Pods with a sampler of another version than the operator's.",
                List.of("namespace", "watch"));

        private int size;

        /** Series of a workload without its incidents' details. */
        static int series(WorkloadSeries series) {
            int each = PodState.values().length + 2 + Verdict.values().length;
            int oldest = series.incidents().isEmpty() ? 0 : 1;
            return Verdict.values().length + oldest + each * series.revisions().size();
        }

        /** Series of the details of a workload's incidents, at most. */
        static int details(WorkloadSeries series) {
            return 2 * series.detailed().size()
                    + (series.detailed().size() + 1) * (series.revisions().size() + 1);
        }

        void add(WatchSeries watch) {
            outdated.addMetric(List.of(watch.namespace(), watch.watch()), watch.outdated());
            size++;
        }

        private static GaugeMetricFamily family(String name, String help, String... labels) {
            List<String> all = new ArrayList<>(IDENTITY);
            all.addAll(List.of(labels));
            return new GaugeMetricFamily(name, help, all);
        }

        void add(WorkloadSeries series) {
            for (Verdict verdict : Verdict.values()) {
                long count = series.incidents().stream()
                        .filter(incident -> incident.verdict() == verdict)
                        .count();
                add(incidents, series, (double) count, label(verdict));
            }
            series.incidents().stream()
                    .map(IncidentView::firstSeen)
                    .min(Comparator.naturalOrder())
                    .ifPresent(first -> add(oldest, series, (double) first.getEpochSecond()));
            series.revisions().forEach(revision -> add(series, revision));
        }

        void addDetails(WorkloadSeries series) {
            series.detailed().forEach(incident -> add(series, incident));
            addBlocked(series);
        }

        private void add(WorkloadSeries series, RevisionSeries revision) {
            for (PodState state : PodState.values()) {
                add(pods, series, revision.coverage().count(state), revision.revision(), state.label());
            }
            add(coverage, series, revision.coverage().ratio(), revision.revision());
            add(findings, series, revision.findings(), revision.revision());
            if (revision.coverage().observed() == 0 && series.incidents().isEmpty()) {
                return;
            }
            for (Verdict verdict : Verdict.values()) {
                long count = series.incidents().stream()
                        .filter(incident -> incident.verdict() == verdict)
                        .filter(incident -> incident.pods().stream()
                                .anyMatch(pod -> shown(series, pod).equals(revision.revision())))
                        .count();
                add(byRevision, series, (double) count, revision.revision(), label(verdict));
            }
        }

        private void add(WorkloadSeries series, IncidentView incident) {
            Case explanation = incident.explanation();
            add(
                    info,
                    series,
                    1,
                    incident.name(),
                    label(incident.verdict()),
                    cut(explanation.function()),
                    cut(explanation.location()),
                    cut(explanation.waitReason()));
            add(confidence, series, explanation.confidencePercent() / 100.0, incident.name());
        }

        private void addBlocked(WorkloadSeries series) {
            Map<List<String>, Long> sums =
                    new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
            for (IncidentView incident : series.incidents()) {
                String name = series.detailed().contains(incident) ? incident.name() : MetricView.OTHER;
                for (PodShare pod : incident.pods()) {
                    sums.merge(List.of(shown(series, pod), name), pod.goroutines(), Long::sum);
                }
            }
            sums.forEach((labels, sum) -> add(blocked, series, (double) sum, labels.getFirst(), labels.getLast()));
        }

        /** A revision has its own name in metrics if it is among those shown. */
        private static String shown(WorkloadSeries series, PodShare pod) {
            boolean known = series.revisions().stream()
                    .anyMatch(revision -> revision.revision().equals(pod.revision()));
            return known ? pod.revision() : MetricView.OTHER;
        }

        private void add(GaugeMetricFamily family, WorkloadSeries series, double value, String... labels) {
            List<String> all = new ArrayList<>(List.of(series.namespace(), series.watch(), series.workload()));
            all.addAll(List.of(labels));
            family.addMetric(all, value);
            size++;
        }

        private static String label(Verdict verdict) {
            return verdict.name().toLowerCase(Locale.ROOT);
        }

        private static String cut(String text) {
            return text.length() <= MAX_LABEL ? text : text.substring(0, MAX_LABEL);
        }

        List<MetricFamilySamples> all() {
            return List.of(
                    incidents, oldest, info, confidence, blocked, byRevision, pods, coverage, findings, outdated);
        }
    }
}
