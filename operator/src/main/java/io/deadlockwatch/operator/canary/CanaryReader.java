package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.coverage.CoverageRules;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.fleet.WorkloadView;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.pods.Workload;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds in one view of the fleet what a question is about. A pure function of the two. */
public final class CanaryReader {

    /** Looks; never fails for want of pods, since a canary without pods is a canary too. */
    public Lookup read(FleetView view, CanaryQuestion question) {
        List<WatchView> watches = view.watches().values().stream()
                .filter(each -> each.watch().namespace().equals(question.namespace()))
                .filter(each -> question.watch().isEmpty()
                        || each.watch().name().equals(question.watch().get()))
                .sorted(Comparator.comparing((WatchView each) -> each.watch().created())
                        .thenComparing(each -> each.watch().name()))
                .toList();
        if (watches.isEmpty()) {
            return new Lookup.Missing("namespace " + question.namespace() + " has no DeadlockWatch"
                    + question.watch().map(name -> " " + name).orElse(""));
        }
        List<WatchView> holders = watches.stream()
                .filter(each -> canaryRevision(each, question).isPresent())
                .toList();
        if (holders.size() > 1) {
            return new Lookup.Missing("more than one watch has pods of this canary: ask with watch= one of "
                    + holders.stream().map(each -> each.watch().name()).collect(Collectors.joining(", ")));
        }
        WatchView chosen = Stream.of(
                        holders.stream(),
                        watches.stream().filter(each -> hasWorkload(each, question)),
                        watches.stream().filter(each -> hasIncident(view, each, question)),
                        watches.stream())
                .flatMap(each -> each)
                .findFirst()
                .orElseThrow();
        return found(view, chosen, question);
    }

    private static Stream<WorkloadView> workloads(WatchView watch, CanaryQuestion question) {
        return watch.workloads().stream().filter(each -> isAsked(each.workload(), question));
    }

    /** By name, or by kind and name. */
    private static boolean isAsked(Workload workload, CanaryQuestion question) {
        return question.workload().equals(workload.name())
                || question.workload().equals(workload.toString());
    }

    private static boolean hasWorkload(WatchView watch, CanaryQuestion question) {
        return workloads(watch, question).findAny().isPresent();
    }

    private static boolean hasIncident(FleetView view, WatchView watch, CanaryQuestion question) {
        return view.incidents().stream().anyMatch(incident -> isAsked(incident, watch, question));
    }

    private static boolean isAsked(IncidentView incident, WatchView watch, CanaryQuestion question) {
        return incident.key().watchUid().equals(watch.watch().uid()) && isAsked(incident.workload(), question);
    }

    /** The canary among the revisions that have pods. */
    private static Optional<RevisionView> canaryRevision(WatchView watch, CanaryQuestion question) {
        return workloads(watch, question)
                .flatMap(workload -> workload.revisions().stream())
                .filter(revision -> question.canary().isPresent()
                        ? revision.revision().equals(question.canary().get())
                        : !revision.primary())
                .max(Comparator.comparing(RevisionView::newest).thenComparing(RevisionView::revision));
    }

    private static Lookup found(FleetView view, WatchView watch, CanaryQuestion question) {
        Optional<RevisionView> revision = canaryRevision(watch, question);
        String name = revision.map(RevisionView::revision).or(question::canary).orElse("");
        RevisionRecords canary = new RevisionRecords(
                name,
                revision.filter(each -> each.findings().sameBuild()).isPresent(),
                revision.map(RevisionView::pods).orElse(List.of()));
        List<Peer> peers = peers(watch, question, name);
        Duration window = question.window()
                .orElseGet(() -> longer(
                        CanaryQuestion.DEFAULT_WINDOW, watch.watch().canary().minObserved()));
        Workload workload = workloads(watch, question)
                .map(WorkloadView::workload)
                .findFirst()
                .orElseGet(() -> named(question.workload()));
        List<SiteRecord> sites = view.incidents().stream()
                .filter(incident -> isAsked(incident, watch, question))
                .flatMap(incident -> new SiteReader(view, watch.watch(), name, peers, window).read(incident).stream())
                .toList();
        CanaryRecords records = new CanaryRecords(
                watch.watch().canary(),
                canary,
                baseline(peers),
                sites,
                CoverageRules.starting(watch.watch()),
                window,
                question.requireFindings(),
                view.at());
        return new Lookup.Found(workload, watch.watch().name(), records);
    }

    /**
     * What the canary is compared with. A canary that is its own baseline is compared with nothing: else it would know every site, and pass with any.
     */
    private static List<Peer> peers(WatchView watch, CanaryQuestion question, String canary) {
        if (question.baseline().isPresent()) {
            String name = question.baseline().get();
            List<Peer> named = workloads(watch, question)
                    .map(workload -> Peer.of(workload, name))
                    .toList();
            List<Peer> peers = named.isEmpty() ? List.of(new Peer(named(question.workload()), name, List.of())) : named;
            return name.equals(canary) ? List.of() : peers;
        }
        boolean anyWorkload = watch.watch().canary().baseline().isPresent();
        return watch.workloads().stream()
                .filter(workload -> anyWorkload || isAsked(workload.workload(), question))
                .flatMap(workload -> workload.revisions().stream()
                        .filter(RevisionView::primary)
                        .map(revision -> Peer.of(workload, revision.revision())))
                .filter(peer -> !peer.revision().equals(canary))
                .toList();
    }

    private static Optional<RevisionRecords> baseline(List<Peer> peers) {
        return peers.stream()
                .findFirst()
                .map(first -> new RevisionRecords(
                        first.revision(),
                        false,
                        peers.stream().flatMap(peer -> peer.pods().stream()).toList()));
    }

    private static Workload named(String workload) {
        int slash = workload.indexOf('/');
        return slash < 0
                ? new Workload("Deployment", workload)
                : new Workload(workload.substring(0, slash), workload.substring(slash + 1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
