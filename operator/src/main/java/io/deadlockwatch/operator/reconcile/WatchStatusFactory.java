package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.crds.Condition;
import io.deadlockwatch.crds.ConditionStatus;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.crds.DeadlockWatchStatus;
import io.deadlockwatch.operator.coverage.Coverage;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.RevisionView;
import io.deadlockwatch.operator.fleet.WatchView;
import io.deadlockwatch.operator.incident.IncidentView;
import io.deadlockwatch.operator.injection.Suspension;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of a watch, out of what is true of the fleet. */
final class WatchStatusFactory {

    private static final int MAX_REVISIONS = 4;
    private static final int MAX_MESSAGE = 512;

    /** The status of a watch whose spec could be read, and whose incidents are all kept. */
    DeadlockWatchStatus status(
            WatchView view,
            List<IncidentView> open,
            Optional<Suspension> suspension,
            @Nullable DeadlockWatchStatus before,
            @Nullable Long generation,
            Instant now) {
        return status(view, open, suspension, false, before, generation, now);
    }

    /**
     * The status of a watch.
     *
     * @param truncated whether it has more incidents than are kept
     */
    DeadlockWatchStatus status(
            WatchView view,
            List<IncidentView> open,
            Optional<Suspension> suspension,
            boolean truncated,
            @Nullable DeadlockWatchStatus before,
            @Nullable Long generation,
            Instant now) {
        Coverage coverage = view.coverage();
        List<RevisionView> revisions = view.workloads().stream()
                .flatMap(workload -> workload.revisions().stream())
                .sorted(Comparator.comparing(RevisionView::newest).reversed())
                .toList();
        Conditions conditions = new Conditions(before == null ? null : before.conditions(), generation, now);
        addReady(conditions, view, suspension);
        addCovered(conditions, view, coverage);
        addFindings(conditions, revisions);
        addConflict(conditions, view);
        addBaseline(conditions, view, revisions);
        addSuspension(conditions, view, suspension);
        if (truncated) {
            conditions.add(
                    "IncidentsTruncated",
                    true,
                    "TooMany",
                    "there are more incidents than are kept: the least of them were dropped within the last hour");
        }
        return new DeadlockWatchStatus(
                generation,
                new DeadlockWatchStatus.Pods(
                        coverage.matched(),
                        coverage.observed(),
                        coverage.expected() - coverage.observed(),
                        coverage.count(PodState.STARTING),
                        view.outdated()),
                coverage.percent(),
                view.gaps().stream()
                        .map(gap -> new DeadlockWatchStatus.Gap(
                                gap.reason().title(), gap.pods(), gap.example(), cut(gap.message())))
                        .toList(),
                revisions.stream()
                        .limit(MAX_REVISIONS)
                        .map(revision -> new DeadlockWatchStatus.Revision(
                                revision.revision(),
                                revision.coverage().matched(),
                                revision.coverage().observed(),
                                revision.findings().title()))
                        .toList(),
                new DeadlockWatchStatus.Incidents(
                        count(open, Verdict.PROVEN), count(open, Verdict.CONFIRMED), count(open, Verdict.SUSPECTED)),
                conditions.list());
    }

    /** The status of a watch whose spec makes no sense. */
    DeadlockWatchStatus invalid(
            String problem, @Nullable DeadlockWatchStatus before, @Nullable Long generation, Instant now) {
        List<Condition> conditions = new Conditions(before == null ? null : before.conditions(), generation, now)
                .add("Ready", false, "InvalidSpec", problem)
                .list();
        return new DeadlockWatchStatus(generation, null, null, List.of(), List.of(), null, conditions);
    }

    private static void addReady(Conditions conditions, WatchView view, Optional<Suspension> suspension) {
        if (view.watch().paused()) {
            conditions.add("Ready", true, "Paused", "nothing is sampled: spec.paused is true");
        } else if (view.watch().mode() == Mode.REMOTE) {
            conditions.add("Ready", true, "Watching", "pods are sampled over the network by the sampler of their node");
        } else if (suspension.isPresent()) {
            conditions.add("Ready", false, "InjectionSuspended", "new pods start without a sampler");
        } else {
            conditions.add("Ready", true, "Watching", "pods created from now on get a sampler");
        }
    }

    private static void addCovered(Conditions conditions, WatchView view, Coverage coverage) {
        int least = view.watch().minCoveragePercent();
        if (coverage.expected() == 0) {
            conditions.add(
                    "Covered", ConditionStatus.UNKNOWN, "NoPods", "no running pod is selected that could be observed");
            return;
        }
        String numbers = coverage.observed() + " of " + coverage.expected() + " pods are observed";
        if (coverage.percent() >= least) {
            conditions.add("Covered", true, "EnoughPods", numbers);
        } else {
            String reason = view.gaps().isEmpty()
                    ? "TooFewPods"
                    : view.gaps().getFirst().reason().title();
            conditions.add("Covered", false, reason, numbers + ", " + least + " % are needed: see status.gaps");
        }
    }

    private static void addFindings(Conditions conditions, List<RevisionView> revisions) {
        List<String> without = revisions.stream()
                .filter(revision -> !revision.findings().sameBuild())
                .map(RevisionView::revision)
                .distinct()
                .toList();
        if (revisions.isEmpty()) {
            conditions.add("FindingsResolved", ConditionStatus.UNKNOWN, "NoPods", "no running pod is selected");
        } else if (without.isEmpty()) {
            conditions.add("FindingsResolved", true, "Matched", "every revision has findings of its build");
        } else {
            conditions.add(
                    "FindingsResolved",
                    false,
                    "NoMatchingSet",
                    "no StaticFindingSet names the image or version of revision " + String.join(", ", without)
                            + ": nothing can be confirmed there, so suspicions are reported too");
        }
    }

    private static void addConflict(Conditions conditions, WatchView view) {
        if (view.lost() == 0) {
            conditions.add("Conflict", false, "None", "no other watch selects the same pods");
        } else {
            conditions.add(
                    "Conflict",
                    true,
                    "OlderWatch",
                    view.lost() + " selected pods belong to the older watch "
                            + view.lostTo().orElse("") + ": make the selectors disjoint");
        }
    }

    /** Only where the watch names a baseline: without its pods a canary has nothing to be compared with, and every site is new. */
    private static void addBaseline(Conditions conditions, WatchView view, List<RevisionView> revisions) {
        if (view.watch().canary().baseline().isEmpty()) {
            return;
        }
        if (revisions.stream().anyMatch(RevisionView::primary)) {
            conditions.add("BaselineMissing", false, "Found", "canaries are compared with pods of the baseline");
        } else {
            conditions.add(
                    "BaselineMissing",
                    true,
                    "NoPods",
                    "canary.baselineSelector selects no running pod: a canary would be compared with nothing");
        }
    }

    private static void addSuspension(Conditions conditions, WatchView view, Optional<Suspension> suspension) {
        if (view.watch().mode() != Mode.SIDECAR) {
            return;
        }
        if (suspension.isPresent()) {
            conditions.add(
                    "InjectionSuspended",
                    true,
                    "SamplerDoesNotStart",
                    suspension.get().message());
        } else {
            conditions.add("InjectionSuspended", false, "None", "no sampler keeps a pod from starting");
        }
    }

    private static int count(List<IncidentView> open, Verdict verdict) {
        return (int)
                open.stream().filter(incident -> incident.verdict() == verdict).count();
    }

    private static String cut(String text) {
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
    }
}
