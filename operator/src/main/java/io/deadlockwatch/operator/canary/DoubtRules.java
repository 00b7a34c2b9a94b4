package io.deadlockwatch.operator.canary;

import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What keeps a canary in which nothing was found from passing, and for how long it will. */
final class DoubtRules {

    /** Where nobody can know how long: about the time until a sampler that was slow has reported. */
    private static final Duration SOME_TIME = Duration.ofSeconds(30);

    private static final Duration LEAST = Duration.ofSeconds(1);

    List<Doubt> doubts(CanaryRecords records, Exposure exposure) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        if (exposure.expected() == 0) {
            doubts.add(Doubt.NO_PODS);
        } else {
            addCoverage(doubts, records, exposure);
        }
        if (starting(records).findAny().isPresent()) {
            doubts.add(Doubt.PODS_STARTING);
        }
        if (restarted(records).findAny().isPresent()) {
            doubts.add(Doubt.RESTARTING);
        }
        if (records.requireFindings() && !records.canary().findings()) {
            doubts.add(Doubt.NO_FINDINGS);
        }
        return List.copyOf(doubts);
    }

    private static void addCoverage(Set<Doubt> doubts, CanaryRecords records, Exposure exposure) {
        boolean few = exposure.observed() < records.policy().minPods();
        boolean thin = !exposure.covers(records.policy().minCoveragePercent());
        if (few) {
            doubts.add(Doubt.TOO_FEW_PODS);
        }
        if (thin) {
            doubts.add(Doubt.LOW_COVERAGE);
        }
        if (!few && !thin && exposure.span().compareTo(records.policy().minObserved()) < 0) {
            doubts.add(Doubt.NOT_OBSERVED_LONG_ENOUGH);
        }
    }

    private static Stream<PodView> starting(CanaryRecords records) {
        return records.canary().pods().stream().filter(pod -> pod.state() == PodState.STARTING);
    }

    private static Stream<PodView> restarted(CanaryRecords records) {
        Instant since = records.at().minus(records.window());
        return records.canary().expected().stream()
                .filter(pod -> pod.restarts() > 0 && pod.started().isAfter(since));
    }

    /** The longest of what the doubts take. */
    Duration retryAfter(List<Doubt> doubts, CanaryRecords records, Exposure exposure) {
        return doubts.stream()
                .map(doubt -> time(doubt, records, exposure))
                .max(Duration::compareTo)
                .filter(time -> time.compareTo(LEAST) > 0)
                .orElse(LEAST);
    }

    private static Duration time(Doubt doubt, CanaryRecords records, Exposure exposure) {
        return switch (doubt) {
            case NO_PODS, TOO_FEW_PODS, LOW_COVERAGE, NO_FINDINGS -> SOME_TIME;
            case NOT_OBSERVED_LONG_ENOUGH -> records.policy().minObserved().minus(exposure.span());
            case PODS_STARTING -> untilPassed(starting(records), records.starting(), records.at());
            case RESTARTING -> untilPassed(restarted(records), records.window(), records.at());
        };
    }

    private static Duration untilPassed(Stream<PodView> pods, Duration time, Instant now) {
        return pods.map(pod -> Duration.between(now, pod.started().plus(time)))
                .max(Duration::compareTo)
                .orElse(SOME_TIME);
    }
}
