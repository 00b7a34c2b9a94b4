package io.deadlockwatch.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.incident.Sighting.Worst;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.Workload;
import io.deadlockwatch.operator.policy.FindingChoice;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The life of incidents, told by reports of pods and the passing of time. */
final class BookStory {

    static final Stack STACK = Given.blocked("shop.reserve");

    private static final Duration SETTLED = Duration.ofMinutes(6);

    final ManualClock clock = new ManualClock();
    final IncidentBook book = new IncidentBook(IncidentRules.DEFAULTS, clock.instant());
    final Map<String, PodPresence> pods = new HashMap<>();
    int coverage = 100;
    WatchPolicy watch = Given.watch();

    private final Map<String, Long> samples = new HashMap<>();

    /** A book that has been open for long enough to close incidents. */
    BookStory() {
        clock.advance(SETTLED);
    }

    void clear(String pod) {
        reports(pod, 0, Verdict.CONFIRMED);
        clock.advance(Duration.ofMinutes(10));
        reports(pod, 0, Verdict.CONFIRMED);
        assertThat(tick()).singleElement().isInstanceOf(IncidentChange.Resolved.class);
    }

    List<IncidentChange> reports(String pod, long count, Verdict verdict) {
        return book.observe(sightings(pod, count, verdict, FindingChoice.NONE), clock.instant());
    }

    PodSightings sightings(String pod, long count, Verdict verdict, FindingChoice findings) {
        return sightings(pod, STACK, count, verdict, findings);
    }

    PodSightings sightings(String name, Stack stack, long count, Verdict verdict, FindingChoice findings) {
        PodInfo pod = Given.pod(name);
        pods.putIfAbsent(name, PodPresence.OBSERVED);
        long good = samples.merge(name, 4L, Long::sum);
        Judgement judgement = new Judgement(
                verdict,
                Set.of(Evidence.PERSISTENT),
                Site.of(stack),
                stack.frames().getLast(),
                Optional.empty(),
                List.of());
        Map<Site, Sighting> sites = count == 0
                ? Map.of()
                : Map.of(
                        Site.of(stack),
                        new Sighting(count, Optional.of(new Worst(stack, judgement, Duration.ofMinutes(5)))));
        return new PodSightings(watch, pod, findings, 1, good, sites);
    }

    List<IncidentChange> tick() {
        return book.tick(world(), clock.instant());
    }

    World world() {
        return new World() {
            @Override
            public PodPresence presence(String namespace, String podName) {
                return pods.getOrDefault(podName, PodPresence.GONE);
            }

            @Override
            public int coveragePercent(String watchUid, Workload workload) {
                assertThat(workload).isEqualTo(Given.ORDERS);
                return coverage;
            }

            @Override
            public Optional<WatchPolicy> watch(String uid) {
                return Optional.of(watch);
            }
        };
    }
}
