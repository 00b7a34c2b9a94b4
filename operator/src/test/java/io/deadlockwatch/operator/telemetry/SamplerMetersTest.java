package io.deadlockwatch.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.RefusalReason;
import io.deadlockwatch.core.protocol.SamplerCost;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.operator.ingest.Session;
import io.deadlockwatch.operator.ingest.StackTable;
import io.deadlockwatch.operator.testing.Given;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplerMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SamplerMeters meters = new SamplerMeters(registry);

    @Test
    void whatIsToldInTotalIsCountedByDifference() {
        Session first = session(1_000, 40_000_000, 2, tally(4, 80, 40_000));
        Session second = session(1_500, 60_000_000, 5, tally(6, 120, 60_000));

        meters.add(Given.watch(), Optional.empty(), first);
        meters.add(Given.watch(), Optional.of(first), second);

        assertThat(counter("deadlockwatch.snapshots")).isEqualTo(6);
        assertThat(counter("deadlockwatch.pause.upper.bound.seconds")).isCloseTo(0.06, within(1e-9));
        assertThat(counter("deadlockwatch.sampler.cpu.seconds")).isCloseTo(1.5, within(1e-9));
        assertThat(counter("deadlockwatch.snapshot.refusals")).isEqualTo(5);
        assertThat(registry.get("deadlockwatch.snapshot.duration")
                        .tag("rung", "1")
                        .timer()
                        .count())
                .isEqualTo(6);
        assertThat(registry.get("deadlockwatch.sampler.memory.bytes")
                        .tag("watch", "orders")
                        .gauge()
                        .value())
                .isEqualTo(60_000_000);
    }

    @Test
    void aNewEpochBeginsAtZero() {
        meters.add(Given.watch(), Optional.empty(), session(1_000, 0, 2, tally(4, 80, 40_000)));
        meters.add(Given.watch(), Optional.empty(), session(100, 0, 1, tally(1, 20, 10_000)));

        assertThat(counter("deadlockwatch.snapshots")).isEqualTo(5);
        assertThat(counter("deadlockwatch.sampler.cpu.seconds")).isCloseTo(1.1, within(1e-9));
    }

    @Test
    void numbersThatFallAreNoReasonToCountBackwards() {
        Session first = session(1_000, 0, 5, tally(4, 80, 40_000));

        meters.add(Given.watch(), Optional.of(first), session(10, 0, 1, tally(1, 1, 1)));

        assertThat(counter("deadlockwatch.sampler.cpu.seconds")).isZero();
        assertThat(counter("deadlockwatch.snapshot.refusals")).isZero();
        assertThat(registry.find("deadlockwatch.snapshots").counter()).isNull();
    }

    @Test
    void aWatchThatIsGoneHasNoSeriesAndOneThatIsBackCountsFromZero() {
        meters.add(Given.watch(), Optional.empty(), session(1_000, 40_000_000, 2, tally(4, 80, 40_000)));

        meters.retain(List.of(Given.watch()));
        assertThat(counter("deadlockwatch.snapshots")).isEqualTo(4);

        meters.retain(List.of());
        assertThat(registry.getMeters())
                .as("the histograms are of no watch")
                .isNotEmpty()
                .allMatch(meter -> meter.getId().getTag("watch") == null);

        meters.add(Given.watch(), Optional.empty(), session(100, 0, 1, tally(1, 20, 10_000)));
        assertThat(counter("deadlockwatch.snapshots")).isEqualTo(1);
    }

    @Test
    void everyRungHasItsHistogramFromTheStart() {
        assertThat(registry.find("deadlockwatch.snapshot.duration").timers()).hasSize(3);
    }

    private double counter(String name) {
        return registry.get(name).tag("namespace", "shop").counter().count();
    }

    private static SnapshotTally tally(long count, long millis, long pauseMicros) {
        return new SnapshotTally(1, SnapshotOutcome.OK, count, 4_000, millis, pauseMicros);
    }

    private static Session session(long cpuMillis, long memoryBytes, long refused, SnapshotTally tally) {
        return new Session(
                new PodRef("shop", "p", "uid-p"),
                "00000000000000aa",
                "",
                1,
                "0.1.0",
                Given.target(TargetState.OK),
                Given.flawless(),
                Given.NOW,
                Given.NOW,
                Given.NOW,
                List.of(tally),
                StackTable.EMPTY,
                new LadderStatus(
                        15_000,
                        false,
                        List.of(new Refusal(2, RefusalReason.NOT_SERVED, refused)),
                        new SamplerCost(cpuMillis, memoryBytes),
                        LeakSummary.NONE,
                        0,
                        Optional.empty()),
                Optional.empty());
    }
}
