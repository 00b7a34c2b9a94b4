package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state machine of incidents: what was reported and the time go in, what happened comes out. It touches nothing else. Safe for many threads.
 *
 * <pre>
 *            a pod's verdict is high enough
 *   (none) ------------------------------------&gt; open --+ verdict rises: escalated; it never falls
 *                                                ^  |  &lt;+
 *   seen again: episodes + 1                     |  | every pod that had it is clear or gone for long enough, and
 *                                                |  v coverage is good enough to believe that
 *   removed &lt;-- 7 days ----------------------- resolved
 * </pre>
 *
 * <p>One pod is enough to open an incident, whatever the coverage; without coverage none is ever resolved.
 */
public final class IncidentBook {

    /** How long it is told that some were not kept. */
    private static final Duration TRUNCATED = Duration.ofHours(1);

    private final IncidentRules rules;
    private final Instant settled;
    private final Map<IncidentKey, Incident> incidents = new HashMap<>();
    private final Map<String, Instant> droppedAt = new HashMap<>();
    private long dropped;

    public IncidentBook(IncidentRules rules, Instant started) {
        this.rules = rules;
        this.settled = started.plus(rules.settleAfterStart());
    }

    /** Takes up the incidents that were there before a start. */
    public synchronized void restore(List<IncidentView> stored) {
        stored.forEach(view -> incidents.put(view.key(), new Incident(view)));
    }

    /** A pod reports. */
    public synchronized List<IncidentChange> observe(PodSightings report, Instant now) {
        List<IncidentChange> changes = new ArrayList<>();
        for (Map.Entry<Site, Sighting> entry : report.sites().entrySet()) {
            Sighting sighting = entry.getValue();
            if (isSeen(report, entry.getKey(), sighting, now)) {
                see(report, entry.getKey(), sighting, sighting.worst().orElseThrow(), now, changes);
            }
        }
        for (Incident incident : incidents.values()) {
            Sighting sighting = report.sites().get(incident.key().site());
            if (incident.isOpen()
                    && incident.isOf(report)
                    && (sighting == null || !isSeen(report, incident.key().site(), sighting, now))) {
                incident.report(report, sighting == null ? 0 : sighting.count(), now);
                addUpdate(incident, now, changes);
            }
        }
        return changes;
    }

    private static boolean isSeen(PodSightings report, Site site, Sighting sighting, Instant now) {
        return sighting.worst().isPresent()
                && counts(report, site, sighting.worst().get(), now);
    }

    /** Whether a verdict is one that this watch wants to hear of. */
    private static boolean counts(PodSightings report, Site site, Worst worst, Instant now) {
        Verdict least =
                switch (report.watch().minVerdict()) {
                    case PROVEN -> Verdict.PROVEN;
                    case CONFIRMED -> Verdict.CONFIRMED;
                    case SUSPECTED -> Verdict.SUSPECTED;
                    // Without findings of this build nothing can be confirmed, and silence would read as health.
                    case AUTO -> report.findings().sameBuild() ? Verdict.CONFIRMED : Verdict.SUSPECTED;
                };
        return worst.judgement().verdict().compareTo(least) >= 0 && !isIgnored(report.watch(), site, now);
    }

    private static boolean isIgnored(WatchPolicy watch, Site site, Instant now) {
        return watch.ignores().stream().anyMatch(rule -> rule.ignores(site, now));
    }

    private void see(
            PodSightings report, Site site, Sighting sighting, Worst worst, Instant now, List<IncidentChange> changes) {
        IncidentKey key = IncidentKey.of(
                report.watch().namespace(), report.watch().uid(), report.pod().workload(), site);
        Incident known = incidents.get(key);
        if (known == null) {
            Incident opened = new Incident(key, report, worst, now);
            opened.see(report, sighting, worst, now);
            if (makeRoom(opened, now, changes)) {
                incidents.put(key, opened);
                changes.add(new IncidentChange.Opened(opened.write(now)));
            }
            return;
        }
        if (!known.isOpen()) {
            known.reopen(report, worst, now);
            known.see(report, sighting, worst, now);
            changes.add(new IncidentChange.Opened(known.write(now)));
            return;
        }
        Verdict before = known.verdict();
        known.see(report, sighting, worst, now);
        if (known.verdict().compareTo(before) > 0) {
            changes.add(new IncidentChange.Escalated(known.write(now), before));
        } else {
            addUpdate(known, now, changes);
        }
    }

    private void addUpdate(Incident incident, Instant now, List<IncidentChange> changes) {
        if (incident.needsWriting(rules, now)) {
            changes.add(new IncidentChange.Updated(incident.write(now)));
        }
    }

    /**
     * Beyond the limit the least of all goes, which may be the new one: what is over before what is open, then by verdict, then by goroutines. What people wrote into stays.
     */
    private boolean makeRoom(Incident candidate, Instant now, List<IncidentChange> changes) {
        String watch = candidate.key().watchUid();
        List<Incident> all = incidents.values().stream()
                .filter(other -> other.key().watchUid().equals(watch))
                .toList();
        if (all.size() < rules.maxPerWatch()) {
            return true;
        }
        dropped++;
        droppedAt.put(watch, now);
        Comparator<Incident> byWeight = Comparator.comparing(Incident::isOpen)
                .thenComparing(Incident::verdict)
                .thenComparing(incident -> incident.view().goroutines())
                .thenComparing(incident -> incident.resolvedAt().orElse(now));
        Optional<Incident> least =
                all.stream().filter(other -> !other.isSuppressed(now)).min(byWeight);
        if (least.isEmpty() || byWeight.compare(candidate, least.get()) <= 0) {
            return false;
        }
        incidents.remove(least.get().key());
        changes.add(new IncidentChange.Removed(least.get().view()));
        return true;
    }

    /** Time has passed: looks which incidents are over. */
    public synchronized List<IncidentChange> tick(World world, Instant now) {
        List<IncidentChange> changes = new ArrayList<>();
        for (Incident incident : List.copyOf(incidents.values())) {
            Optional<WatchPolicy> watch = world.watch(incident.key().watchUid());
            if (!incident.isOpen()) {
                removeIfOld(incident, now, changes);
            } else if (watch.isPresent()) {
                look(incident, watch.get(), world, now, changes);
            }
        }
        return changes;
    }

    private void removeIfOld(Incident incident, Instant now, List<IncidentChange> changes) {
        Instant resolvedAt = incident.resolvedAt().orElse(now);
        if (Duration.between(resolvedAt, now).compareTo(rules.reopenWithin()) >= 0 && !incident.isSuppressed(now)) {
            incidents.remove(incident.key());
            changes.add(new IncidentChange.Removed(incident.view()));
        }
    }

    private void look(Incident incident, WatchPolicy watch, World world, Instant now, List<IncidentChange> changes) {
        Optional<Resolution> ending = Optional.empty();
        if (isIgnored(watch, incident.key().site(), now)) {
            ending = Optional.of(Resolution.IGNORED);
        } else {
            if (watch.paused()) {
                incident.cover(false, now);
            } else {
                boolean covered = !now.isBefore(settled)
                        && world.coveragePercent(watch.uid(), incident.workload()) >= watch.minCoveragePercent();
                incident.look(world, covered, now);
            }
            ending = incident.isUnobservable(rules, now)
                    ? Optional.of(Resolution.UNOBSERVABLE)
                    : incident.ending(world, rules, now);
        }
        if (ending.isPresent()) {
            incident.resolve(ending.get(), now);
            changes.add(new IncidentChange.Resolved(incident.write(now)));
        } else {
            addUpdate(incident, now, changes);
        }
    }

    /** People have written, or taken back, that they do not want to hear of an incident. */
    public synchronized void suppress(IncidentKey key, Optional<Instant> until) {
        Incident incident = incidents.get(key);
        if (incident != null) {
            incident.suppress(until);
        }
    }

    /** The object of an incident was deleted: what is seen from now on is a new incident. */
    public synchronized void forget(IncidentKey key) {
        incidents.remove(key);
    }

    /** Every incident, in no order. */
    public synchronized List<IncidentView> views() {
        return incidents.values().stream().map(Incident::view).toList();
    }

    /** Watches, by uid, that had too many incidents within the last hour: some are not kept. */
    public synchronized Set<String> truncated(Instant now) {
        droppedAt.values().removeIf(at -> Duration.between(at, now).compareTo(TRUNCATED) > 0);
        return Set.copyOf(droppedAt.keySet());
    }

    /** How often an incident found no room. */
    public synchronized long dropped() {
        return dropped;
    }
}
