package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Dumps;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Leaked;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackFacts;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Judges every stack of a pod, and brings those of one site together. */
public final class PodJudge {

    /** More than any confidence: findings of another build explain, they never confirm. */
    private static final int NEVER = 101;

    private final Judge judge;

    public PodJudge(Judge judge) {
        this.judge = judge;
    }

    /** What the last report of a pod amounts to. */
    public PodSightings judge(WatchPolicy watch, PodInfo pod, FindingChoice findings, Session session) {
        Policy policy = new Policy(watch.blockedFor(), findings.sameBuild() ? watch.minConfidencePercent() : NEVER);
        long goodSamples = session.window().goodSamples();
        Map<Site, Sighting> sites = new HashMap<>();
        for (StackEntry entry : session.entries().values()) {
            if (entry.count() == 0) {
                continue;
            }
            Stack stack = Objects.requireNonNull(session.stacks().get(entry.stack()), entry.stack());
            Duration blockedFor = Duration.ofMillis(entry.blockedForMillis());
            Observation seen = observation(stack, entry, session);
            Optional<Worst> worst = judge.judge(seen, findings.index(), policy)
                    .map(judgement -> new Worst(stack, judgement, blockedFor));
            sites.merge(Site.of(stack), new Sighting(entry.count(), worst), PodJudge::both);
        }
        return new PodSightings(watch, pod, findings, session.target().incarnation(), goodSamples, sites);
    }

    private static Observation observation(Stack stack, StackEntry entry, Session session) {
        StackFacts facts = entry.facts();
        return new Observation(
                        stack,
                        entry.count(),
                        entry.min(),
                        Duration.ofMillis(entry.blockedForMillis()),
                        session.window().goodSamples())
                .grown(facts.growth())
                .with(new Leaked(
                        Math.min(facts.leaked(), entry.count()),
                        session.ladder().leak().mainToo()))
                .with(new Dumps(
                        Duration.ofMillis(facts.longestWaitMillis()),
                        facts.stayed(),
                        Duration.ofMillis(facts.apartMillis()),
                        Optional.empty()));
    }

    private static Sighting both(Sighting one, Sighting other) {
        return new Sighting(
                one.count() + other.count(),
                one.worst().isEmpty()
                                || (other.worst().isPresent()
                                        && isWorse(
                                                other.worst().get(), one.worst().get()))
                        ? other.worst()
                        : one.worst());
    }

    private static boolean isWorse(Worst one, Worst other) {
        int byVerdict = one.judgement().verdict().compareTo(other.judgement().verdict());
        return byVerdict != 0 ? byVerdict > 0 : confidence(one.judgement()) > confidence(other.judgement());
    }

    private static int confidence(Judgement judgement) {
        return judgement.match().map(match -> match.confidence().total()).orElse(0);
    }
}
