package io.deadlockwatch.operator.coverage;

import io.deadlockwatch.crds.DeadlockWatchSpec.Mode;
import io.deadlockwatch.operator.pods.ContainerInfo;
import io.deadlockwatch.operator.pods.PodInfo;
import io.deadlockwatch.operator.pods.PodNames;
import io.deadlockwatch.operator.policy.WatchPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a matched pod, as a function of the pod, its watch, its last report and the time.
 *
 * <p>A pod is observed if its samples are fresh, dense, without a hole and long enough in one incarnation of the target to judge by. Anything else has a name of its
 * own, and but for starting and excluded pods all of them count against coverage: a dead sampler must never read as a healthy service.
 */
public final class CoverageRules {

    /** Time between two reports of a sampler that has nothing to say: the operator hears of a sample only with a report. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    /** The longest that a sampler stretches its interval; one that says more is not believed. */
    static final Duration MAX_INTERVAL = Duration.ofMinutes(20);

    private static final Duration MIN_STARTING = Duration.ofSeconds(60);
    private static final int STARTING_INTERVALS = 4;
    private static final Duration MIN_FRESH = Duration.ofSeconds(45);
    private static final int FRESH_INTERVALS = 3;
    private static final int HOLE_INTERVALS = 3;
    private static final int MIN_SAMPLES = 3;
    private static final int MIN_DENSITY_PERCENT = 60;
    private static final int MAX_UNKNOWN_PERCENT = 5;
    private static final int SPARE_INTERVALS = 2;
    private static final String SKIPPED = "skipped-";

    /** Not excluded by anybody's wish or by what the pod is: expected to be observed, and not. */
    private static final Set<String> NO_ROOM = Set.of(SKIPPED + PodNames.QUOTA, SKIPPED + PodNames.LIMIT_RANGE);

    private final NodeSamplers nodes;

    /** Where no node has a sampler of its own. */
    public CoverageRules() {
        this(NodeSamplers.NONE);
    }

    public CoverageRules(NodeSamplers nodes) {
        this.nodes = nodes;
    }

    /** Whether a pod that is selected counts as matched: it runs, and so does the container that is watched. */
    public boolean isMatched(WatchPolicy watch, PodInfo pod) {
        return pod.running()
                && pod.target(watch.target().container())
                        .flatMap(ContainerInfo::startedAt)
                        .isPresent();
    }

    /** How long after the start of its target nothing is expected of a pod. */
    public static Duration starting(WatchPolicy watch) {
        return longer(MIN_STARTING, watch.interval(), STARTING_INTERVALS);
    }

    /** The state of a matched pod. */
    public PodFinding stateOf(WatchPolicy watch, PodInfo pod, Optional<Contact> contact, Instant now) {
        boolean remote = watch.mode() == Mode.REMOTE;
        Optional<String> exclusion = exclusion(pod, remote);
        if (exclusion.isPresent()) {
            return new PodFinding(PodState.EXCLUDED, exclusion.get());
        }
        Instant started = pod.target(watch.target().container())
                .flatMap(ContainerInfo::startedAt)
                .orElse(now);
        if (Duration.between(started, now).compareTo(starting(watch)) < 0) {
            return new PodFinding(PodState.STARTING, "");
        }
        if (remote) {
            return contact.map(last -> stateOf(watch, last, now))
                    .orElseGet(() -> new PodFinding(PodState.NO_CONTACT, nodes.silence(pod, now)));
        }
        if (pod.sampler().isEmpty() && NO_ROOM.contains(pod.annotations().getOrDefault(PodNames.INJECTION, ""))) {
            return new PodFinding(
                    PodState.NOT_INJECTED,
                    "the namespace's ResourceQuota or LimitRange has no room for a sampler (50m CPU, 96Mi): raise it"
                            + " and restart the pod");
        }
        if (pod.sampler().isEmpty()) {
            return new PodFinding(
                    PodState.NOT_INJECTED,
                    "created before the watch: kubectl -n " + pod.namespace()
                            + " rollout restart " + pod.workload().kind().toLowerCase(Locale.ROOT) + "/"
                            + pod.workload().name() + (pod.primary() ? "-primary" : ""));
        }
        if (contact.isEmpty() && PodNames.RESCUED.equals(pod.annotations().get(PodNames.INJECTION))) {
            return new PodFinding(
                    PodState.NOT_INJECTED,
                    "its sampler kept it from starting and was replaced: see the pod's events, and restart it when the"
                            + " cause is gone");
        }
        return contact.map(last -> stateOf(watch, last, now))
                .orElse(new PodFinding(
                        PodState.NO_CONTACT,
                        "its sampler never reported: a NetworkPolicy or service mesh may stand between it and"
                                + " the operator"));
    }

    private static Optional<String> exclusion(PodInfo pod, boolean remote) {
        String injection = pod.annotations().getOrDefault(PodNames.INJECTION, "");
        if (pod.hostNetwork()) {
            return Optional.of("uses the host's network, where the pprof port may be another's");
        }
        if (pod.windows()) {
            return Optional.of("runs on Windows");
        }
        if ("false".equals(pod.annotations().get(PodNames.INJECT))) {
            return Optional.of("opted out by annotation " + PodNames.INJECT);
        }
        return !remote && injection.startsWith(SKIPPED) && !NO_ROOM.contains(injection)
                ? Optional.of("injection was skipped: " + injection.substring(SKIPPED.length()))
                : Optional.empty();
    }

    private static PodFinding stateOf(WatchPolicy watch, Contact last, Instant now) {
        Duration silence = Duration.between(last.receivedAt(), now);
        Duration fresh =
                longer(MIN_FRESH, interval(watch, last), FRESH_INTERVALS).plus(HEARTBEAT);
        if (silence.compareTo(fresh) > 0) {
            return new PodFinding(
                    PodState.STALE, "its sampler has not reported for " + silence.toSeconds() + " seconds");
        }
        Optional<String> shortcoming = shortcoming(watch, last, now, fresh.minus(silence));
        if (shortcoming.isEmpty()) {
            return new PodFinding(PodState.OBSERVED, "");
        }
        String detail = last.target().detail();
        return switch (last.target().state()) {
            case NO_PPROF ->
                new PodFinding(
                        PodState.NO_PPROF,
                        say(
                                detail,
                                "the target answers 404: import _ \"net/http/pprof\" and serve it, or set"
                                        + " target.path"));
            case INVALID -> new PodFinding(PodState.NO_PPROF, say(detail, "what the target serves is no profile"));
            case REFUSED ->
                new PodFinding(PodState.UNREACHABLE, say(detail, "nobody listens on the pprof port: set target.port"));
            case TIMEOUT -> new PodFinding(PodState.UNREACHABLE, say(detail, "the target does not answer in time"));
            case HTTP_ERROR -> new PodFinding(PodState.UNREACHABLE, say(detail, "the target answers with an error"));
            case OK, IDLE ->
                new PodFinding(PodState.INCOMPLETE, watch.paused() ? "the watch is paused" : shortcoming.get());
        };
    }

    private static String say(String detail, String otherwise) {
        return detail.isBlank() ? otherwise : detail;
    }

    /** What is missing for a judgement on this pod; empty: nothing. */
    private static Optional<String> shortcoming(WatchPolicy watch, Contact last, Instant now, Duration freshAtReport) {
        var window = last.window();
        Duration age = Duration.ofMillis(window.lastGoodAgeMillis());
        Duration needed = watch.blockedFor().plus(interval(watch, last).multipliedBy(SPARE_INTERVALS));
        long interval = interval(watch, last).toMillis();
        if (age.isNegative() || age.compareTo(freshAtReport) > 0) {
            return Optional.of("no good sample of late");
        }
        if (watch.paused()) {
            return Optional.of("the watch is paused");
        }
        if (window.spanMillis() < needed.toMillis()) {
            return Optional.of("observed for " + window.spanMillis() / 1000 + " of the " + needed.toSeconds()
                    + " seconds that a judgement takes");
        }
        if (window.goodSamples() < MIN_SAMPLES
                || window.goodSamples() * interval * 100 < window.spanMillis() * MIN_DENSITY_PERCENT) {
            return Optional.of(
                    "too few good samples: " + window.goodSamples() + " in " + window.spanMillis() / 1000 + " seconds");
        }
        boolean recentGap = Duration.between(last.gapRaisedAt(), now).compareTo(needed) <= 0;
        if (recentGap && window.longestGapMillis() > interval * HOLE_INTERVALS) {
            return Optional.of("a hole of " + window.longestGapMillis() / 1000 + " seconds between samples");
        }
        boolean recentDrop = Duration.between(last.dropRaisedAt(), now).compareTo(needed) <= 0;
        if (recentDrop && window.droppedStacks() > 0) {
            return Optional.of("more distinct stacks than the sampler keeps");
        }
        if (window.unknownState() * 100 > window.goroutines() * MAX_UNKNOWN_PERCENT) {
            return Optional.of(window.unknownState() + " of " + window.goroutines()
                    + " goroutines are in a state that this version does not know");
        }
        return Optional.empty();
    }

    /** Time between two samples as it is: as asked, or stretched by the sampler. */
    private static Duration interval(WatchPolicy watch, Contact last) {
        Duration told = last.interval().compareTo(MAX_INTERVAL) > 0 ? MAX_INTERVAL : last.interval();
        return told.compareTo(watch.interval()) > 0 ? told : watch.interval();
    }

    private static Duration longer(Duration least, Duration interval, int intervals) {
        Duration some = interval.multipliedBy(intervals);
        return some.compareTo(least) > 0 ? some : least;
    }
}
