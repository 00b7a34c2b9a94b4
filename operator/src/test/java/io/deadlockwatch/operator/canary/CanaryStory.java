package io.deadlockwatch.operator.canary;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.PodView;
import io.deadlockwatch.operator.incident.IncidentSamples;
import io.deadlockwatch.operator.policy.CanaryPolicy;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A canary and its baseline, told in a line or two. Everything that is not told is flawless. */
final class CanaryStory {

    private final List<PodView> canary = new ArrayList<>();
    private final List<PodView> baseline = new ArrayList<>();
    private final List<SiteRecord> sites = new ArrayList<>();
    private CanaryPolicy policy = CanaryPolicy.DEFAULTS;
    private boolean hasBaseline = true;
    private boolean findings = true;
    private boolean requireFindings;

    static PodView pod(String name, PodState state, Duration observed) {
        return new PodView(name, state, Given.NOW.minus(Duration.ofHours(1)), 0, observed, 20);
    }

    CanaryStory canary(PodState... states) {
        for (PodState state : states) {
            canary.add(pod("c" + canary.size(), state, Duration.ofMinutes(5)));
        }
        return this;
    }

    CanaryStory canary(PodView pod) {
        canary.add(pod);
        return this;
    }

    CanaryStory baseline(PodState... states) {
        for (PodState state : states) {
            baseline.add(pod("b" + baseline.size(), state, Duration.ofMinutes(50)));
        }
        return this;
    }

    CanaryStory noBaseline() {
        hasBaseline = false;
        return this;
    }

    CanaryStory noFindings() {
        findings = false;
        return this;
    }

    CanaryStory requireFindings() {
        requireFindings = true;
        return this;
    }

    CanaryStory policy(Verdict failOn, int minCoveragePercent, int minPods) {
        policy = new CanaryPolicy(
                failOn, minCoveragePercent, minPods, CanaryPolicy.DEFAULTS.minObserved(), Optional.empty());
        return this;
    }

    /** A site that the canary has and the baseline never had. */
    CanaryStory newSite(Verdict verdict, Map<String, Long> inCanary) {
        return site(verdict, inCanary, false, Map.of());
    }

    CanaryStory site(Verdict verdict, Map<String, Long> inCanary, boolean known, Map<String, Long> inBaseline) {
        sites.add(new SiteRecord(
                IncidentSamples.open("shop.f" + sites.size(), "new", 1), verdict, inCanary, known, inBaseline));
        return this;
    }

    CanaryRecords records() {
        return new CanaryRecords(
                policy,
                new RevisionRecords("new", findings, canary),
                hasBaseline ? Optional.of(new RevisionRecords("old", false, baseline)) : Optional.empty(),
                sites,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                requireFindings,
                Given.NOW);
    }

    CanaryVerdict verdict() {
        return new CanaryJudge().judge(records());
    }
}
