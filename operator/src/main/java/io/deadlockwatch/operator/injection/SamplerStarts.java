package io.deadlockwatch.operator.injection;

import io.deadlockwatch.operator.injection.SamplerStart.Down;
import io.deadlockwatch.operator.injection.SamplerStart.Fine;
import io.deadlockwatch.operator.injection.SamplerStart.Holding;
import io.deadlockwatch.operator.pods.PodSink;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The injected pods whose samplers are in trouble, and since when. A failed pull that the kubelet repairs by itself a moment later is no trouble yet; a program that is started
 * again and again is in trouble between two ends, too. Pods without trouble are not kept. Safe for many threads.
 */
public final class SamplerStarts implements PodSink {

    /** How long a sampler must have run before its earlier trouble is forgotten. */
    private static final Duration CALM = Duration.ofSeconds(30);

    /** How long nothing may begin after a sampler that runs. */
    private static final Duration HOLDING = Duration.ofSeconds(60);

    private final Map<String, Trouble> byUid = new ConcurrentHashMap<>();
    private final SamplerStartReader reader = new SamplerStartReader();
    private final Duration patience;
    private final Clock clock;

    /**
     * Nothing yet.
     *
     * @param patience how long a sampler may be down before its pod counts as stuck
     */
    public SamplerStarts(Duration patience, Clock clock) {
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public void put(Pod pod) {
        Optional<SamplerStart> start = reader.read(pod);
        String uid = pod.getMetadata().getUid();
        if (start.isEmpty()) {
            byUid.remove(uid);
        } else {
            byUid.compute(uid, (_, before) -> next(before, start.get(), clock.instant()));
        }
    }

    @Override
    public void remove(String uid) {
        byUid.remove(uid);
    }

    private static @Nullable Trouble next(@Nullable Trouble before, SamplerStart now, Instant at) {
        Optional<Trouble> earlier = Optional.ofNullable(before)
                .filter(trouble -> trouble.start().image().equals(now.image()));
        Instant since = earlier.map(Trouble::since).orElse(at);
        return switch (now.state()) {
            case Down _ -> new Trouble(now, since, Optional.empty());
            case Holding holding -> new Trouble(now, holding.since(), Optional.empty());
            case Fine _ ->
                earlier.map(trouble -> new Trouble(
                                now, since, Optional.of(trouble.calm().orElse(at))))
                        .orElse(null);
        };
    }

    /** The pods that are stuck now, by namespace and name. */
    public List<StuckPod> stuck() {
        Instant now = clock.instant();
        byUid.values().removeIf(trouble -> trouble.calm()
                .filter(since -> !since.plus(CALM).isAfter(now))
                .isPresent());
        List<StuckPod> stuck = new ArrayList<>();
        for (Trouble trouble : byUid.values()) {
            switch (trouble.start().state()) {
                case Down down
                when isOver(trouble, patience, now) -> stuck.add(new StuckPod(trouble.start(), down.reason()));
                case Holding _
                when isOver(trouble, HOLDING, now) -> stuck.add(new StuckPod(trouble.start(), "PodInitializing"));
                case Down _, Holding _, Fine _ -> {}
            }
        }
        stuck.sort(Comparator.comparing((StuckPod pod) -> pod.start().namespace())
                .thenComparing(pod -> pod.start().name()));
        return stuck;
    }

    private static boolean isOver(Trouble trouble, Duration limit, Instant now) {
        return !trouble.since().plus(limit).isAfter(now);
    }

    /**
     * A sampler in trouble.
     *
     * @param calm since when it runs again
     */
    private record Trouble(SamplerStart start, Instant since, Optional<Instant> calm) {}
}
