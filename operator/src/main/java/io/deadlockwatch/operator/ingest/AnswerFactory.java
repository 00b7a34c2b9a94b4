package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.AgeConfig;
import io.deadlockwatch.core.protocol.Answer;
import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.operator.coverage.CoverageRules;
import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.policy.PprofTarget;
import io.deadlockwatch.operator.policy.SamplingBudget;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a sampler is to do: the watch's word first, then the pod's annotations, then custom. */
public final class AnswerFactory {

    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration IDLE_INTERVAL = Duration.ofSeconds(15);

    /** Of pods of a revision that somebody waits for a verdict on. */
    private static final Duration TRIAL_INTERVAL = Duration.ofSeconds(5);

    private static final String ANNOTATION = "profiles.grafana.com/goroutine.";
    private static final String PROFILE = "/goroutine";
    private static final String PPROF_PORT = "pprof";
    private static final int DEFAULT_PORT = 6060;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PATH = 256;
    private static final String DEFAULT_PATH = "/debug/pprof";

    /** What of the dearer rungs is the same for every watch: the time between two dumps. */
    private static final LadderConfig LADDER = LadderConfig.DEFAULTS;

    /** Time between a dump that shows a deadlock and the one that tells whether it is one. */
    private static final Duration SECOND_DUMP = Duration.ofSeconds(30);

    /** The answer to a report that was accepted. */
    public Answer answer(long ack, Optional<WatchPolicy> watch, PodInfo pod) {
        return answer(ack, watch, pod, Terms.of(Mode.SIDECAR));
    }

    /** The same on other terms. */
    Answer answer(long ack, Optional<WatchPolicy> watch, PodInfo pod, Terms terms) {
        boolean lease = watch.isPresent() && watch.get().mode() == terms.sender();
        Duration interval = watch.map(WatchPolicy::interval).orElse(IDLE_INTERVAL);
        PprofTarget target = watch.map(WatchPolicy::target).orElse(PprofTarget.UNSPECIFIED);
        SamplerConfig config = new SamplerConfig(
                port(target, pod),
                path(target, pod),
                target.scheme().or(() -> scheme(pod)).orElse("http"),
                (terms.trial() && interval.compareTo(TRIAL_INTERVAL) > 0 ? TRIAL_INTERVAL : interval).toMillis(),
                CoverageRules.HEARTBEAT.toMillis(),
                watch.map(WatchPolicy::paused).orElse(false),
                ladder(watch.map(WatchPolicy::budget).orElse(SamplingBudget.DEFAULTS), terms),
                new AgeConfig(
                        true,
                        watch.map(policy -> policy.blockedFor().toMillis()).orElse(0L)));
        return new Answer(
                ack, lease ? LEASE.toMillis() : 0, config, terms.grant().toMillis());
    }

    private static LadderConfig ladder(SamplingBudget budget, Terms terms) {
        return new LadderConfig(
                budget.cpuMillis(),
                budget.pause().toMillis(),
                budget.leakInterval().toMillis(),
                terms.another() ? SECOND_DUMP.toMillis() : LADDER.dumpIntervalMillis(),
                budget.dumpGoroutines(),
                !terms.trial());
    }

    private static int port(PprofTarget target, PodInfo pod) {
        Map<String, Integer> named =
                pod.target(target.container()).map(ContainerInfo::ports).orElse(Map.of());
        return target.port()
                .flatMap(port -> number(port, named))
                .or(() -> annotation(pod, "port").flatMap(port -> number(port, named)))
                .or(() -> annotation(pod, "port_name").flatMap(port -> number(port, named)))
                .or(() -> Optional.ofNullable(named.get(PPROF_PORT)))
                .orElse(DEFAULT_PORT);
    }

    private static Optional<Integer> number(String port, Map<String, Integer> named) {
        Integer byName = named.get(port);
        if (byName != null) {
            return Optional.of(byName);
        }
        try {
            int number = Integer.parseInt(port);
            return number > 0 && number <= MAX_PORT ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** The annotation names the goroutine profile itself, we the place it is in. One that is no path counts for nothing. */
    private static String path(PprofTarget target, PodInfo pod) {
        return target.path()
                .or(() -> annotation(pod, "path")
                        .filter(path -> path.startsWith("/") && path.length() <= MAX_PATH)
                        .map(path ->
                                path.endsWith(PROFILE) ? path.substring(0, path.length() - PROFILE.length()) : path)
                        .map(path -> path.isEmpty() ? "/" : path))
                .orElse(DEFAULT_PATH);
    }

    private static Optional<String> scheme(PodInfo pod) {
        return annotation(pod, "scheme")
                .map(scheme -> scheme.strip().toLowerCase(Locale.ROOT))
                .filter(scheme -> scheme.equals("http") || scheme.equals("https"));
    }

    private static Optional<String> annotation(PodInfo pod, String name) {
        return Optional.ofNullable(pod.annotations().get(ANNOTATION + name)).filter(value -> !value.isBlank());
    }
}
