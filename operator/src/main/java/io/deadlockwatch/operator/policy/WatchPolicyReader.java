package io.deadlockwatch.operator.policy;

import io.deadlockwatch.core.judge.Verdict;
import io.deadlockwatch.crds.DeadlockWatch;
import io.deadlockwatch.crds.DeadlockWatchSpec;
import io.deadlockwatch.crds.DeadlockWatchSpec.Canary;
import io.deadlockwatch.crds.DeadlockWatchSpec.Ignore;
import io.deadlockwatch.crds.DeadlockWatchSpec.MinVerdict;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.crds.DeadlockWatchSpec.ReportPolicy;
import io.deadlockwatch.crds.DeadlockWatchSpec.Sampling;
import io.deadlockwatch.crds.DeadlockWatchSpec.Scheme;
import io.deadlockwatch.crds.DeadlockWatchSpec.Target;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a watch. The API server fills in defaults; those here are the same, for objects written before a field had one. */
public final class WatchPolicyReader {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration BLOCKED_FOR = Duration.ofMinutes(2);
    private static final int MIN_CONFIDENCE = 70;

    /**
     * What the watch asks for.
     *
     * @throws IllegalArgumentException in words for the person who wrote it
     */
    public WatchPolicy read(DeadlockWatch watch) {
        DeadlockWatchSpec spec = watch.getSpec();
        if (spec == null || spec.selector() == null) {
            throw new IllegalArgumentException("spec.selector is missing");
        }
        Optional<ReportPolicy> report = Optional.ofNullable(spec.report());
        return new WatchPolicy(
                watch.getMetadata().getNamespace(),
                watch.getMetadata().getName(),
                watch.getMetadata().getUid(),
                Instant.parse(watch.getMetadata().getCreationTimestamp()),
                LabelMatcher.of(spec.selector()),
                Optional.ofNullable(spec.mode()).orElse(Mode.SIDECAR),
                Boolean.TRUE.equals(spec.paused()),
                target(spec.target()),
                duration(Optional.ofNullable(spec.sampling()).map(Sampling::interval), INTERVAL),
                budget(Optional.ofNullable(spec.sampling())),
                report.map(ReportPolicy::minVerdict).orElse(MinVerdict.AUTO),
                duration(report.map(ReportPolicy::blockedFor), BLOCKED_FOR),
                report.map(ReportPolicy::minConfidencePercent).orElse(MIN_CONFIDENCE),
                canary(Optional.ofNullable(spec.canary())),
                report.map(ReportPolicy::ignore).orElse(List.of()).stream()
                        .map(WatchPolicyReader::ignore)
                        .toList());
    }

    private static SamplingBudget budget(Optional<Sampling> sampling) {
        SamplingBudget otherwise = SamplingBudget.DEFAULTS;
        return new SamplingBudget(
                sampling.map(Sampling::cpuBudgetMillis).orElse(otherwise.cpuMillis()),
                duration(sampling.map(Sampling::pauseBudget), otherwise.pause()),
                duration(sampling.map(Sampling::leakInterval), otherwise.leakInterval()),
                sampling.map(Sampling::dumpGoroutines).orElse(otherwise.dumpGoroutines()));
    }

    private static CanaryPolicy canary(Optional<Canary> canary) {
        CanaryPolicy otherwise = CanaryPolicy.DEFAULTS;
        return new CanaryPolicy(
                canary.map(Canary::failOn)
                        .map(failOn -> Verdict.valueOf(failOn.name()))
                        .orElse(otherwise.failOn()),
                canary.map(Canary::minCoveragePercent).orElse(otherwise.minCoveragePercent()),
                canary.map(Canary::minPods).orElse(otherwise.minPods()),
                duration(canary.map(Canary::minObserved), otherwise.minObserved()),
                canary.map(Canary::baselineSelector).map(LabelMatcher::of));
    }

    private static PprofTarget target(@Nullable Target target) {
        if (target == null) {
            return PprofTarget.UNSPECIFIED;
        }
        return new PprofTarget(
                Optional.ofNullable(target.container()),
                Optional.ofNullable(target.port()).map(WatchPolicyReader::port),
                Optional.ofNullable(target.path()),
                Optional.ofNullable(target.scheme()).map(WatchPolicyReader::scheme));
    }

    private static String port(IntOrString port) {
        return String.valueOf(port.getValue());
    }

    private static String scheme(Scheme scheme) {
        return scheme == Scheme.HTTPS ? "https" : "http";
    }

    private static Duration duration(Optional<String> text, Duration otherwise) {
        return text.map(GoDuration::parse).orElse(otherwise);
    }

    private static IgnoreRule ignore(Ignore ignore) {
        return new IgnoreRule(
                Optional.ofNullable(ignore.site()).orElse(""),
                Optional.ofNullable(ignore.function()).orElse(""),
                Optional.ofNullable(ignore.until()).orElse(Instant.MAX));
    }
}
