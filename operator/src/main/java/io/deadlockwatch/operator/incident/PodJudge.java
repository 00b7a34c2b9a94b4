package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Dumps;
import io.deadlockwatch.core.judge.Judge;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Leaked;
import io.deadlockwatch.core.judge.Observation;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.judge.Proof;
import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackFacts;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.ingest.EndedTarget;
import io.deadlockwatch.operator.ingest.KnownStack;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.StackTable.Row;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.waitfor.WaitFor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges every stack of a pod, and brings those of one site together. Of a process that ended since the last report, what stood at its end is judged too: it may be all that
 * is ever seen of it.
 */
public final class PodJudge {

    /** More than any confidence: findings of another build explain, they never confirm. */
    private static final int NEVER = 101;

    private final Judge judge;
    private final Function<Session, Map<String, WaitFor>> waits;
    private final EndedProcesses processes = new EndedProcesses();

    /** One that knows nothing of dumps but what samplers tell. */
    public PodJudge(Judge judge) {
        this(judge, _ -> Map.of());
    }

    /**
     * A judge.
     *
     * @param waits what dumps of a pod told of its stacks, by their ids
     */
    public PodJudge(Judge judge, Function<Session, Map<String, WaitFor>> waits) {
        this.judge = judge;
        this.waits = waits;
    }

    /** What the last report of a pod amounts to. */
    public PodSightings judge(WatchPolicy watch, PodInfo pod, FindingChoice findings, Session session, Instant now) {
        Policy policy = new Policy(watch.blockedFor(), findings.sameBuild() ? watch.minConfidencePercent() : NEVER);
        session.ended().ifPresent(ended -> remember(watch, pod, session, ended, now));
        long goodSamples = session.window().goodSamples();
        Map<String, WaitFor> known = waits.apply(session);
        Map<Site, Sighting> sites = new HashMap<>();
        for (Row row : session.stacks()) {
            StackEntry entry = row.entry();
            if (entry.count() == 0) {
                continue;
            }
            Stack stack = row.stack().stack();
            Site site = row.stack().site();
            int ended = processes.count(key(watch, pod, site), now);
            int inProcesses = ended > 0 && isSettled(entry, goodSamples) ? ended + 1 : ended;
            WaitFor wait = known.get(entry.stack());
            Observation seen = observation(
                    stack, entry, goodSamples, session.ladder().leak().mainToo(), inProcesses);
            Optional<Judgement> opinion = opinion(row.stack(), proven(seen, wait), findings.index(), policy);
            Optional<Worst> worst = opinion.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Worst(
                            stack,
                            opinion.get(),
                            Duration.ofMillis(entry.blockedForMillis()),
                            inProcesses,
                            wait == null ? "" : wait.text()));
            sites.merge(site, new Sighting(entry.count(), worst), PodJudge::both);
        }
        session.ended().ifPresent(ended -> judgeEnded(watch, pod, findings, policy, ended, now, sites));
        return new PodSightings(watch, pod, findings, session.target().incarnation(), goodSamples, sites);
    }

    private static Observation proven(Observation seen, @Nullable WaitFor wait) {
        return wait == null || wait.proof().isEmpty()
                ? seen
                : seen.with(Proof.cycle(wait.proof().get()));
    }

    /** Most stacks are of goroutines that wait for work: there is nothing against them but that they are there, and no finding speaks of them. That costs little to see. */
    private Optional<Judgement> opinion(KnownStack stack, Observation seen, FindingIndex findings, Policy policy) {
        return Judge.needsFinding(seen, policy) && !stack.mayBePredicted(judge, findings)
                ? Optional.empty()
                : judge.judge(seen, findings, policy);
    }

    private void remember(WatchPolicy watch, PodInfo pod, Session session, EndedTarget ended, Instant now) {
        EndedIncarnation incarnation = ended.incarnation();
        if (incarnation.cause() == EndedIncarnation.Cause.MOVED) {
            return; // the process may well be alive
        }
        EndedProcesses.Id process = new EndedProcesses.Id(pod.uid(), session.epoch(), incarnation.incarnation());
        for (StackEntry entry : incarnation.entries()) {
            if (isSettled(entry, incarnation.goodSamples())) {
                processes.ended(key(watch, pod, Site.of(stack(ended, entry))), process, now);
            }
        }
    }

    /** Whether it stood there for longer than a passer-by. */
    private static boolean isSettled(StackEntry entry, long goodSamples) {
        return entry.min() >= 1 && entry.blockedForMillis() > 0 && goodSamples >= Judge.MIN_GOOD_SAMPLES;
    }

    private void judgeEnded(
            WatchPolicy watch,
            PodInfo pod,
            FindingChoice findings,
            Policy policy,
            EndedTarget ended,
            Instant now,
            Map<Site, Sighting> sites) {
        for (StackEntry entry : ended.incarnation().entries()) {
            Stack stack = stack(ended, entry);
            Site site = Site.of(stack);
            int inProcesses = processes.count(key(watch, pod, site), now);
            // Whether main had leaked too is not told any more, so it may have.
            Observation seen = observation(stack, entry, ended.incarnation().goodSamples(), true, inProcesses);
            judge.judge(seen, findings.index(), policy)
                    .map(judgement ->
                            new Worst(stack, judgement, Duration.ofMillis(entry.blockedForMillis()), inProcesses, ""))
                    .ifPresent(worst -> sites.merge(site, new Sighting(0, Optional.of(worst)), PodJudge::both));
        }
    }

    private static Stack stack(EndedTarget ended, StackEntry entry) {
        return Objects.requireNonNull(ended.stacks().get(entry.stack()), entry.stack());
    }

    private static IncidentKey key(WatchPolicy watch, PodInfo pod, Site site) {
        return IncidentKey.of(watch.namespace(), watch.uid(), pod.workload(), site);
    }

    private static Observation observation(
            Stack stack, StackEntry entry, long goodSamples, boolean mainToo, int inProcesses) {
        StackFacts facts = entry.facts();
        boolean dumped = facts.longestWaitMillis() > 0 || facts.stayed() > 0;
        return new Observation(
                stack,
                entry.count(),
                entry.min(),
                Duration.ofMillis(entry.blockedForMillis()),
                goodSamples,
                facts.growth(),
                dumped
                        ? new Dumps(
                                Duration.ofMillis(facts.longestWaitMillis()),
                                facts.stayed(),
                                Duration.ofMillis(facts.apartMillis()),
                                Optional.empty())
                        : Dumps.NONE,
                facts.leaked() > 0 ? new Leaked(Math.min(facts.leaked(), entry.count()), mainToo) : Leaked.NONE,
                inProcesses,
                List.of());
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
