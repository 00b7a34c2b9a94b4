package io.deadlockwatch.operator.fleet;

import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.operator.coverage.Contact;
import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodFinding;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the pods of one watch. */
final class WatchSurvey {

    private final WatchPolicy watch;
    private final Map<Workload, Map<String, Revision>> workloads = new TreeMap<>();
    private final Map<PodState, GapView> gaps = new EnumMap<>(PodState.class);
    private int lost;
    private Optional<String> lostTo = Optional.empty();
    private int outdated;

    WatchSurvey(WatchPolicy watch) {
        this.watch = watch;
    }

    /** A pod that this watch selects belongs to another. */
    void lose(WatchPolicy owner) {
        lost++;
        lostTo = Optional.of(owner.name());
    }

    void add(PodInfo pod, PodFinding finding, Optional<Contact> contact, FindingChoice findings, boolean isOutdated) {
        PodView view = view(pod, finding, contact);
        boolean primary = pod.primary() || watch.isBaseline(pod.labels());
        workloads
                .computeIfAbsent(pod.workload(), _ -> new HashMap<>())
                .computeIfAbsent(pod.revision(), revision -> new Revision(revision, findings))
                .add(view, primary, findings);
        outdated += isOutdated ? 1 : 0;
        if (finding.state() != PodState.OBSERVED && finding.state() != PodState.STARTING) {
            gaps.merge(
                    finding.state(),
                    new GapView(finding.state(), 1, pod.name(), finding.message()),
                    (one, other) -> new GapView(one.reason(), one.pods() + other.pods(), one.example(), one.message()));
        }
    }

    private PodView view(PodInfo pod, PodFinding finding, Optional<Contact> contact) {
        Optional<ContainerInfo> target = pod.target(watch.target().container());
        Window window = contact.map(Contact::window).orElse(Window.EMPTY);
        return new PodView(
                pod.name(),
                finding.state(),
                target.flatMap(ContainerInfo::startedAt).orElse(Instant.EPOCH),
                target.map(ContainerInfo::restarts).orElse(0),
                Duration.ofMillis(window.spanMillis()),
                window.goodSamples());
    }

    WatchView view() {
        List<WorkloadView> views = new ArrayList<>();
        workloads.forEach((workload, revisions) -> views.add(new WorkloadView(
                workload,
                revisions.values().stream()
                        .map(Revision::view)
                        .sorted(Comparator.comparing(RevisionView::newest)
                                .reversed()
                                .thenComparing(RevisionView::revision))
                        .toList())));
        return new WatchView(
                watch,
                views,
                gaps.values().stream()
                        .sorted(Comparator.comparingInt(GapView::pods)
                                .reversed()
                                .thenComparing(GapView::reason))
                        .toList(),
                lost,
                lostTo,
                outdated);
    }

    private static final class Revision {

        private final String name;
        private final List<PodView> pods = new ArrayList<>();
        private boolean primary;
        private FindingChoice findings;
        private Instant newest = Instant.EPOCH;

        Revision(String name, FindingChoice findings) {
            this.name = name;
            this.findings = findings;
        }

        void add(PodView pod, boolean isPrimary, FindingChoice found) {
            pods.add(pod);
            primary |= isPrimary;
            newest = pod.started().isAfter(newest) ? pod.started() : newest;
            findings = found.sameBuild() ? found : findings;
        }

        RevisionView view() {
            Coverage coverage = Coverage.of(pods.stream().map(PodView::state).toList());
            return new RevisionView(name, primary, coverage, findings, newest, pods);
        }
    }
}
