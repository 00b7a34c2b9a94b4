package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One incident in the book. Not safe for many threads: the book is. */
final class Incident {

    /** Parts kept beyond what a status shows; enough for any workload that one operator watches. */
    private static final int MAX_PARTS = 2_000;

    private final IncidentKey key;
    private final String watch;
    private final Workload workload;
    private final Map<String, PodPart> parts = new HashMap<>();
    private final RevisionMemory revisions = new RevisionMemory();
    private Verdict verdict;
    private Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
    private Case explanation;
    private Instant firstSeen;
    private Optional<Duration> sightedAfter;
    private Instant lastSeen;
    private Optional<Resolution> resolution = Optional.empty();
    private Optional<Instant> resolvedAt = Optional.empty();
    private Optional<Instant> suppressedUntil = Optional.empty();
    private int episodes = 1;
    private boolean observed = true;
    private Optional<Instant> coveredSince = Optional.empty();
    private Optional<Instant> uncoveredSince = Optional.empty();
    private Written written = new Written(0, 0, Map.of(), Instant.EPOCH, true, false);

    /** A new one, because of this sighting. */
    Incident(IncidentKey key, PodSightings report, Worst worst, Instant now) {
        this.key = key;
        this.watch = report.watch().name();
        this.workload = report.pod().workload();
        this.verdict = worst.judgement().verdict();
        this.explanation = Case.of(worst, report.findings());
        this.firstSeen = now;
        this.sightedAfter = sightedAfter(report, worst, now);
        this.lastSeen = now;
        this.episodes = Math.max(1, worst.processes());
    }

    /** One that was known before the operator started. */
    Incident(IncidentView stored) {
        this.key = stored.key();
        this.watch = stored.watch();
        this.workload = stored.workload();
        this.verdict = stored.verdict();
        this.evidence.addAll(stored.evidence());
        this.explanation = stored.explanation();
        this.firstSeen = stored.firstSeen();
        this.sightedAfter = stored.sightedAfter();
        this.lastSeen = stored.lastSeen();
        this.resolution = stored.resolution();
        this.resolvedAt = stored.resolvedAt();
        this.suppressedUntil = stored.suppressedUntil();
        this.episodes = stored.episodes();
        this.observed = stored.observed();
        stored.pods().forEach(share -> parts.put(share.name(), new PodPart(share)));
        revisions.restore(stored.revisions());
        this.written = new Written(
                stored.goroutines(),
                stored.pods().size(),
                revisions.verdicts(),
                stored.lastSeen(),
                stored.observed(),
                !stored.explanation().waitFor().isEmpty());
    }

    /** From the start of the process to when its goroutines were blocked. */
    private static Optional<Duration> sightedAfter(PodSightings report, Worst worst, Instant now) {
        Instant blocked = now.minus(worst.blockedFor());
        return report.pod()
                .target(report.watch().target().container())
                .flatMap(ContainerInfo::startedAt)
                .map(started -> started.isBefore(blocked) ? Duration.between(started, blocked) : Duration.ZERO);
    }

    IncidentKey key() {
        return key;
    }

    Workload workload() {
        return workload;
    }

    Verdict verdict() {
        return verdict;
    }

    boolean isOpen() {
        return resolution.isEmpty();
    }

    boolean isOf(PodSightings report) {
        return key.watchUid().equals(report.watch().uid())
                && workload.equals(report.pod().workload());
    }

    Optional<Instant> resolvedAt() {
        return resolvedAt;
    }

    void suppress(Optional<Instant> until) {
        suppressedUntil = until;
    }

    boolean isSuppressed(Instant now) {
        return suppressedUntil.isPresent() && now.isBefore(suppressedUntil.get());
    }

    /** It opens again. */
    void reopen(PodSightings report, Worst worst, Instant now) {
        resolution = Optional.empty();
        resolvedAt = Optional.empty();
        episodes++;
        parts.clear();
        evidence = EnumSet.noneOf(Evidence.class);
        verdict = worst.judgement().verdict();
        sightedAfter = sightedAfter(report, worst, now);
        observed = true;
    }

    /** A pod has it, and this is to be said against the stack. The verdict never falls while the incident is open. */
    void see(PodSightings report, Sighting sighting, Worst worst, Instant now) {
        String name = report.pod().name();
        PodPart part = parts.get(name);
        if (part == null && parts.size() < MAX_PARTS) {
            part = new PodPart(report.pod(), now.minus(worst.blockedFor()));
            parts.put(name, part);
        }
        if (part != null) {
            episodes += part.see(report, sighting.count()) ? 1 : 0;
            part.report(report, sighting.count(), now);
        }
        lastSeen = now;
        observed = true;
        revisions.see(report.pod().revision(), worst.judgement().verdict(), now);
        int comparison = worst.judgement().verdict().compareTo(verdict);
        Case seen = Case.of(worst, report.findings());
        if (comparison > 0 || (comparison == 0 && explainsMore(seen))) {
            explanation = seen;
            verdict = worst.judgement().verdict();
        }
        evidence.addAll(worst.judgement().evidence());
    }

    /** Who waits for whom explains more than confidence does. */
    private boolean explainsMore(Case seen) {
        boolean graph = !seen.waitFor().isEmpty();
        return graph == explanation.waitFor().isEmpty()
                ? graph
                : seen.confidencePercent() >= explanation.confidencePercent();
    }

    /** A pod that may have had it reports, and nothing is to be said against the site in it now. */
    void report(PodSightings report, long count, Instant now) {
        PodPart part = parts.get(report.pod().name());
        if (part != null) {
            part.report(report, count, now);
        }
    }

    /** Looks whether the pods are still there, and whether there is enough coverage to believe what is not seen. */
    void look(World world, boolean covered, Instant now) {
        parts.values().forEach(part -> part.look(world.presence(key.namespace(), part.name()), now));
        observed = parts.isEmpty() || parts.values().stream().anyMatch(Predicate.not(PodPart::isGone));
        cover(covered, now);
    }

    /** Whether there is coverage now. */
    void cover(boolean covered, Instant now) {
        coveredSince = covered ? Optional.of(coveredSince.orElse(now)) : Optional.empty();
        uncoveredSince = covered ? Optional.empty() : Optional.of(uncoveredSince.orElse(now));
    }

    /** Whether it is over in every pod; how, if so. */
    Optional<Resolution> ending(World world, IncidentRules rules, Instant now) {
        boolean over = coveredSince.isPresent()
                && parts.values().stream()
                        .allMatch(part -> part.isOver(world.presence(key.namespace(), part.name()), rules, now));
        if (!over || Duration.between(lastSeen, now).compareTo(rules.clearAfter()) < 0) {
            return Optional.empty();
        }
        if (observed) {
            return Optional.of(Resolution.CLEARED);
        }
        Instant replaced = Stream.concat(
                        parts.values().stream().flatMap(part -> part.goneSince().stream()), coveredSince.stream())
                .max(Comparator.naturalOrder())
                .orElse(now);
        return Duration.between(replaced, now).compareTo(cleanFor(rules)) < 0
                ? Optional.empty()
                : Optional.of(Resolution.NOT_SEEN_IN_REVISION);
    }

    /** How long successors must be clean: what took an hour to show is not gone after ten minutes. */
    private Duration cleanFor(IncidentRules rules) {
        Duration twice = sightedAfter.orElse(Duration.ZERO).multipliedBy(2);
        Duration most = twice.compareTo(rules.cleanAtMost()) < 0 ? twice : rules.cleanAtMost();
        return most.compareTo(rules.clearAfter()) < 0 ? rules.clearAfter() : most;
    }

    /** Whether nobody has seen it, or could have, for too long. */
    boolean isUnobservable(IncidentRules rules, Instant now) {
        return uncoveredSince.isPresent()
                && Duration.between(uncoveredSince.get(), now).compareTo(rules.unobservableAfter()) >= 0
                && Duration.between(lastSeen, now).compareTo(rules.unobservableAfter()) >= 0;
    }

    void resolve(Resolution why, Instant now) {
        resolution = Optional.of(why);
        resolvedAt = Optional.of(now);
    }

    /** Whether what was written down is too far from what is. */
    boolean needsWriting(IncidentRules rules, Instant now) {
        IncidentView view = view();
        return view.goroutines() >= 2 * Math.max(1, written.goroutines)
                || (written.goroutines > 0 && view.goroutines() * 2 <= written.goroutines)
                || view.pods().size() >= 2 * Math.max(1, written.pods)
                || observed != written.observed
                || explanation.waitFor().isEmpty() == written.graph
                || !revisions.verdicts().equals(written.revisions)
                || (lastSeen.isAfter(written.at)
                        && Duration.between(written.at, now).compareTo(rules.rewriteAfter()) >= 0);
    }

    /** It is being written down now. */
    IncidentView write(Instant now) {
        IncidentView view = view();
        written = new Written(
                view.goroutines(),
                view.pods().size(),
                revisions.verdicts(),
                now,
                observed,
                !explanation.waitFor().isEmpty());
        return view;
    }

    IncidentView view() {
        return new IncidentView(
                key,
                watch,
                workload,
                verdict,
                evidence,
                explanation,
                parts.values().stream()
                        .filter(PodPart::hasGoroutines)
                        .map(PodPart::share)
                        .sorted(Comparator.comparingLong(PodShare::goroutines)
                                .reversed()
                                .thenComparing(PodShare::name))
                        .toList(),
                revisions.list(),
                firstSeen,
                sightedAfter,
                lastSeen,
                resolution,
                resolvedAt,
                episodes,
                suppressedUntil,
                observed);
    }

    private record Written(
            long goroutines, int pods, Map<String, Verdict> revisions, Instant at, boolean observed, boolean graph) {}
}
