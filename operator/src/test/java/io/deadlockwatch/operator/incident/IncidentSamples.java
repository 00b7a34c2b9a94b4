package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Confidence;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.testing.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Incidents of the shop, for tests of what is made of them. */
public final class IncidentSamples {

    private IncidentSamples() {}

    /** A confirmed one in one pod. */
    public static IncidentView open(String function, String revision, long goroutines) {
        return incident(function, revision, goroutines, Optional.empty());
    }

    static IncidentView incident(String function, String revision, long goroutines, Optional<Resolution> resolution) {
        return incident(
                Given.ORDERS,
                function,
                resolution,
                List.of(new PodShare("p", revision, goroutines, Given.NOW)),
                List.of(new RevisionSighting(revision, Verdict.CONFIRMED, Given.NOW)),
                Optional.empty());
    }

    /** The same, cleared. */
    static IncidentView resolved(IncidentView open) {
        return new IncidentView(
                open.key(),
                open.watch(),
                open.workload(),
                open.verdict(),
                open.evidence(),
                open.explanation(),
                open.pods(),
                open.revisions(),
                open.firstSeen(),
                open.sightedAfter(),
                open.lastSeen(),
                Optional.of(Resolution.CLEARED),
                Optional.of(open.lastSeen()),
                open.episodes(),
                open.suppressedUntil(),
                open.observed());
    }

    /** A confirmed one, of any workload of the shop. */
    public static IncidentView incident(
            Workload workload,
            String function,
            Optional<Resolution> resolution,
            List<PodShare> pods,
            List<RevisionSighting> revisions,
            Optional<Instant> suppressedUntil) {
        return new IncidentView(
                IncidentKey.of("shop", "uid-orders", workload, new Site(function, "chan send")),
                "orders",
                workload,
                Verdict.CONFIRMED,
                Set.of(Evidence.PERSISTENT, Evidence.STATIC_MATCH),
                new Case(
                        function,
                        "/src/shop/orders.go",
                        42,
                        "chan send",
                        Optional.of(new Confidence(100, 90, 80)),
                        92,
                        "orders-1.4.2",
                        "DG1001",
                        "[chan send]:\n",
                        ""),
                pods,
                revisions,
                Given.NOW,
                Optional.of(Duration.ofSeconds(90)),
                Given.NOW,
                resolution,
                resolution.map(_ -> Given.NOW),
                2,
                suppressedUntil,
                true);
    }
}
