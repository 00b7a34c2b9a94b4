package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.crds.Api;
import io.deadlockwatch.crds.BlockingIncident;
import io.deadlockwatch.crds.BlockingIncidentSpec;
import io.deadlockwatch.crds.BlockingIncidentSpec.Suppress;
import io.deadlockwatch.crds.BlockingIncidentStatus;
import io.deadlockwatch.crds.Condition;
import io.deadlockwatch.crds.ConditionStatus;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.waitfor.WaitFor;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Incidents as objects of the API, there and back. */
final class IncidentObjects {

    private static final String WATCH_KIND = "DeadlockWatch";
    private static final int MAX_PODS = 20;
    private static final int MAX_NAME = 512;
    private static final int MAX_WAIT_REASON = 64;
    private static final int MAX_RULE = 128;

    /** The object without its status. */
    BlockingIncident resource(IncidentView incident) {
        BlockingIncident resource = named(
                incident,
                new ObjectMetaBuilder()
                        .addNewOwnerReference()
                        .withApiVersion(Api.GROUP + "/" + Api.VERSION)
                        .withKind(WATCH_KIND)
                        .withName(incident.watch())
                        .withUid(incident.key().watchUid())
                        .endOwnerReference()
                        .build());
        resource.setSpec(new BlockingIncidentSpec(
                incident.watch(),
                new BlockingIncidentSpec.Workload(
                        incident.workload().kind(), incident.workload().name()),
                incident.key().site().toString(),
                null));
        return resource;
    }

    /** The object with nothing but its status. */
    BlockingIncident withStatus(IncidentView incident, Instant now) {
        BlockingIncident resource = named(incident, new ObjectMeta());
        resource.setStatus(status(incident, now));
        return resource;
    }

    private static BlockingIncident named(IncidentView incident, ObjectMeta meta) {
        meta.setNamespace(incident.key().namespace());
        meta.setName(incident.name());
        BlockingIncident resource = new BlockingIncident();
        resource.setMetadata(meta);
        return resource;
    }

    private static BlockingIncidentStatus status(IncidentView incident, Instant now) {
        Case explanation = incident.explanation();
        return new BlockingIncidentStatus(
                incident.isOpen() ? BlockingIncidentStatus.State.OPEN : BlockingIncidentStatus.State.RESOLVED,
                incident.resolution()
                        .map(why -> BlockingIncidentStatus.Resolution.valueOf(why.name()))
                        .orElse(null),
                BlockingIncidentStatus.Verdict.valueOf(incident.verdict().name()),
                explanation
                        .confidence()
                        .map(parts -> new BlockingIncidentStatus.Confidence(
                                explanation.confidencePercent(), parts.symbol(), parts.path(), parts.context()))
                        .orElse(null),
                incident.evidence().stream().sorted().map(Evidence::title).toList(),
                new BlockingIncidentStatus.Location(
                        cut(explanation.function(), MAX_NAME),
                        cut(explanation.file(), MAX_NAME),
                        explanation.line(),
                        cut(explanation.waitReason(), MAX_WAIT_REASON)),
                explanation.findingSet().isEmpty()
                        ? null
                        : new BlockingIncidentStatus.Finding(
                                explanation.findingSet(), cut(explanation.ruleId(), MAX_RULE)),
                number(incident.goroutines()),
                incident.pods().size(),
                incident.pods().stream()
                        .limit(MAX_PODS)
                        .map(pod -> new BlockingIncidentStatus.Pod(
                                pod.name(), pod.revision(), number(pod.goroutines()), seconds(pod.since())))
                        .toList(),
                incident.revisions().stream()
                        .limit(RevisionMemory.MAX_REVISIONS)
                        .map(seen -> new BlockingIncidentStatus.Revision(
                                seen.revision(),
                                BlockingIncidentStatus.Verdict.valueOf(
                                        seen.verdict().name()),
                                seconds(seen.lastSeen())))
                        .toList(),
                seconds(incident.firstSeen()),
                incident.sightedAfter().map(after -> number(after.toSeconds())).orElse(null),
                seconds(incident.lastSeen()),
                incident.resolvedAt().map(IncidentObjects::seconds).orElse(null),
                incident.episodes(),
                explanation.stack(),
                explanation.waitFor().isEmpty() ? null : cut(explanation.waitFor(), WaitFor.MAX_CHARS),
                List.of(observed(incident, now)));
    }

    private static Condition observed(IncidentView incident, Instant now) {
        return incident.observed()
                ? new Condition(
                        "Observed",
                        ConditionStatus.TRUE,
                        null,
                        seconds(now),
                        "PodsPresent",
                        "pods that had it are there")
                : new Condition(
                        "Observed",
                        ConditionStatus.FALSE,
                        null,
                        seconds(now),
                        "PodsReplaced",
                        "every pod that had it is gone; a restart hides a deadlock, it does not mend it");
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }

    private static int number(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The key of an object that this operator wrote; empty for one that somebody else made. */
    Optional<IncidentKey> key(BlockingIncident resource) {
        BlockingIncidentSpec spec = resource.getSpec();
        Optional<String> watchUid = resource.getMetadata().getOwnerReferences().stream()
                .filter(owner -> WATCH_KIND.equals(owner.getKind()))
                .map(OwnerReference::getUid)
                .filter(Objects::nonNull)
                .findFirst();
        if (spec == null
                || watchUid.isEmpty()
                || spec.site().indexOf('|') <= 0
                || spec.site().endsWith("|")) {
            return Optional.empty();
        }
        IncidentKey key = new IncidentKey(
                resource.getMetadata().getNamespace(),
                watchUid.get(),
                spec.workload().kind(),
                spec.workload().name(),
                Site.parse(spec.site()));
        return key.name().equals(resource.getMetadata().getName()) ? Optional.of(key) : Optional.empty();
    }

    /** What people wrote: until when the incident is kept quiet. */
    Optional<Instant> suppressedUntil(BlockingIncident resource) {
        return Optional.ofNullable(resource.getSpec())
                .map(BlockingIncidentSpec::suppress)
                .map(Suppress::until);
    }

    /** The incident an object stands for; empty for one without a status, which is as good as none. */
    Optional<IncidentView> read(BlockingIncident resource) {
        Optional<IncidentKey> key = key(resource);
        BlockingIncidentStatus status = resource.getStatus();
        if (key.isEmpty() || status == null || status.verdict() == null || status.firstSeen() == null) {
            return Optional.empty();
        }
        Instant lastSeen = Objects.requireNonNullElse(status.lastSeen(), status.firstSeen());
        boolean resolved = status.state() == BlockingIncidentStatus.State.RESOLVED;
        return Optional.of(new IncidentView(
                key.get(),
                resource.getSpec().watch(),
                new Workload(key.get().workloadKind(), key.get().workloadName()),
                Verdict.valueOf(status.verdict().name()),
                evidence(status.evidence()),
                explanation(status),
                pods(status.pods(), lastSeen),
                revisions(status, lastSeen),
                status.firstSeen(),
                Optional.ofNullable(status.sightedAfterSeconds()).map(Duration::ofSeconds),
                lastSeen,
                resolved
                        ? Optional.of(Resolution.valueOf(Objects.requireNonNullElse(
                                        status.resolution(), BlockingIncidentStatus.Resolution.CLEARED)
                                .name()))
                        : Optional.empty(),
                resolved ? Optional.of(Objects.requireNonNullElse(status.resolvedAt(), lastSeen)) : Optional.empty(),
                Objects.requireNonNullElse(status.episodes(), 1),
                suppressedUntil(resource),
                status.conditions() == null
                        || status.conditions().stream().noneMatch(each -> each.status() == ConditionStatus.FALSE)));
    }

    private static Set<Evidence> evidence(@Nullable List<String> titles) {
        Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
        if (titles != null) {
            Arrays.stream(Evidence.values())
                    .filter(each -> titles.contains(each.title()))
                    .forEach(evidence::add);
        }
        return evidence;
    }

    private static List<PodShare> pods(@Nullable List<BlockingIncidentStatus.Pod> pods, Instant otherwise) {
        return Objects.requireNonNullElse(pods, List.<BlockingIncidentStatus.Pod>of()).stream()
                .map(pod -> new PodShare(
                        pod.name(),
                        Objects.requireNonNullElse(pod.revision(), ""),
                        Objects.requireNonNullElse(pod.goroutines(), 0),
                        Objects.requireNonNullElse(pod.since(), otherwise)))
                .toList();
    }

    /** An object of an operator that did not write revisions tells them by its pods. */
    private static List<RevisionSighting> revisions(BlockingIncidentStatus status, Instant otherwise) {
        Verdict verdict =
                Verdict.valueOf(Objects.requireNonNullElse(status.verdict(), BlockingIncidentStatus.Verdict.SUSPECTED)
                        .name());
        if (status.revisions() == null) {
            return pods(status.pods(), otherwise).stream()
                    .map(PodShare::revision)
                    .filter(revision -> !revision.isEmpty())
                    .distinct()
                    .limit(RevisionMemory.MAX_REVISIONS)
                    .map(revision -> new RevisionSighting(revision, verdict, otherwise))
                    .toList();
        }
        return status.revisions().stream()
                .limit(RevisionMemory.MAX_REVISIONS)
                .map(seen -> new RevisionSighting(
                        seen.revision(),
                        seen.verdict() == null
                                ? verdict
                                : Verdict.valueOf(seen.verdict().name()),
                        Objects.requireNonNullElse(seen.lastSeen(), otherwise)))
                .toList();
    }

    private static Case explanation(BlockingIncidentStatus status) {
        Optional<BlockingIncidentStatus.Location> location = Optional.ofNullable(status.location());
        Optional<BlockingIncidentStatus.Confidence> confidence = Optional.ofNullable(status.confidencePercent());
        Optional<BlockingIncidentStatus.Finding> finding = Optional.ofNullable(status.finding());
        return new Case(
                location.map(BlockingIncidentStatus.Location::function).orElse(""),
                location.map(BlockingIncidentStatus.Location::file).orElse(""),
                location.map(BlockingIncidentStatus.Location::line).orElse(0),
                location.map(BlockingIncidentStatus.Location::waitReason).orElse(""),
                confidence.map(StoredConfidence::parts),
                confidence.map(BlockingIncidentStatus.Confidence::total).orElse(0),
                finding.map(BlockingIncidentStatus.Finding::set).orElse(""),
                finding.map(BlockingIncidentStatus.Finding::ruleId).orElse(""),
                Objects.requireNonNullElse(status.stack(), ""),
                Objects.requireNonNullElse(status.waitFor(), ""));
    }
}
