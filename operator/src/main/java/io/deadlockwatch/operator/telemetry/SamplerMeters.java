package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What snapshots and samplers cost. Samplers tell totals since their epoch began; the counters here add up what came since the report before. Safe for many threads.
 */
final class SamplerMeters {

    private static final String NAMESPACE = "namespace";
    private static final String WATCH = "watch";
    private static final int RUNGS = 3;
    private static final double MICROS = 1e6;
    private static final double MILLIS = 1e3;

    /** A report tells of one snapshot or two; after a long silence, of as many as matter. */
    private static final long MOST_DURATIONS = 20;

    /** The greatest memory of the last minutes. */
    private static final long MINUTE_MILLIS = 60_000;

    private static final int MINUTES = 5;

    private final MeterRegistry registry;
    private final List<Timer> durations = new ArrayList<>();
    private final Map<String, TimeWindowMax> memory = new ConcurrentHashMap<>();

    SamplerMeters(MeterRegistry registry) {
        this.registry = registry;
        for (int rung = 1; rung <= RUNGS; rung++) {
            durations.add(Timer.builder("deadlockwatch.snapshot.duration")
                    .description("Time from the request for a snapshot to the end of its body, as samplers saw it.")
                    .tag("rung", String.valueOf(rung))
                    .serviceLevelObjectives(
                            Duration.ofMillis(1),
                            Duration.ofMillis(5),
                            Duration.ofMillis(20),
                            Duration.ofMillis(100),
                            Duration.ofMillis(300),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(3),
                            Duration.ofSeconds(10))
                    .register(registry));
        }
    }

    void add(WatchPolicy watch, Optional<Session> before, Session now) {
        for (SnapshotTally tally : now.tallies()) {
            SnapshotTally earlier = before.stream()
                    .flatMap(session -> session.tallies().stream())
                    .filter(old -> old.rung() == tally.rung() && old.outcome() == tally.outcome())
                    .findFirst()
                    .orElse(new SnapshotTally(tally.rung(), tally.outcome(), 0, 0, 0));
            add(watch, earlier, tally);
        }
        LadderStatus ladder = before.map(Session::ladder).orElse(LadderStatus.NONE);
        refusals(watch, ladder.refusals(), now.ladder().refusals());
        long cpuMillis = now.ladder().cost().cpuMillis() - ladder.cost().cpuMillis();
        counter(watch, "deadlockwatch.sampler.cpu.seconds", "CPU time of samplers.")
                .register(registry)
                .increment(Math.max(0, cpuMillis) / MILLIS);
        memory(watch).record((double) now.ladder().cost().memoryBytes());
    }

    /** Forgets all that was counted for other watches than these. Without it a cluster where watches come and go would have more series every day. */
    void retain(List<WatchPolicy> watches) {
        Set<String> names = watches.stream().map(SamplerMeters::name).collect(Collectors.toUnmodifiableSet());
        // Each watch that was ever counted has its memory here, and it comes last: what a report makes while this runs
        // goes with the next call.
        if (names.containsAll(memory.keySet())) {
            return;
        }
        memory.keySet().retainAll(names);
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getTag(WATCH) != null)
                .filter(meter -> !names.contains(
                        meter.getId().getTag(NAMESPACE) + "/" + meter.getId().getTag(WATCH)))
                .forEach(registry::remove);
    }

    private static String name(WatchPolicy watch) {
        return watch.namespace() + "/" + watch.name();
    }

    private void add(WatchPolicy watch, SnapshotTally earlier, SnapshotTally tally) {
        long more = tally.count() - earlier.count();
        if (more <= 0) {
            return;
        }
        String rung = String.valueOf(tally.rung());
        counter(watch, "deadlockwatch.snapshots", "Snapshots that samplers took, by rung of the ladder and outcome.")
                .tag("rung", rung)
                .tag("outcome", tally.outcome().wire())
                .register(registry)
                .increment((double) more);
        counter(
                        watch,
                        "deadlockwatch.pause.upper.bound.seconds",
                        "Time from the request for a snapshot to its first byte: no target stood still for longer.")
                .tag("rung", rung)
                .register(registry)
                .increment(Math.max(0, tally.pauseMicros() - earlier.pauseMicros()) / MICROS);
        long each = Math.max(0, tally.millis() - earlier.millis()) / more;
        for (long i = 0; i < Math.min(more, MOST_DURATIONS); i++) {
            durations.get(tally.rung() - 1).record(each, TimeUnit.MILLISECONDS);
        }
    }

    private void refusals(WatchPolicy watch, List<Refusal> before, List<Refusal> now) {
        for (Refusal refusal : now) {
            long earlier = before.stream()
                    .filter(old -> old.rung() == refusal.rung() && old.reason() == refusal.reason())
                    .mapToLong(Refusal::count)
                    .sum();
            counter(
                            watch,
                            "deadlockwatch.snapshot.refusals",
                            "Times that a dearer snapshot was not taken although something was suspicious.")
                    .tag("rung", String.valueOf(refusal.rung()))
                    .tag("reason", refusal.reason().wire())
                    .register(registry)
                    .increment((double) Math.max(0, refusal.count() - earlier));
        }
    }

    private TimeWindowMax memory(WatchPolicy watch) {
        return memory.computeIfAbsent(name(watch), _ -> {
            TimeWindowMax most = new TimeWindowMax(Clock.SYSTEM, MINUTE_MILLIS, MINUTES);
            Gauge.builder("deadlockwatch.sampler.memory.bytes", most, TimeWindowMax::poll)
                    .description("Resident memory of the largest sampler in the last minutes.")
                    .tag(NAMESPACE, watch.namespace())
                    .tag(WATCH, watch.name())
                    .strongReference(true)
                    .register(registry);
            return most;
        });
    }

    private static Counter.Builder counter(WatchPolicy watch, String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag(NAMESPACE, watch.namespace())
                .tag(WATCH, watch.name());
    }
}
