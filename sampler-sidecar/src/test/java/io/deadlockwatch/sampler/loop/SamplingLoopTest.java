package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.UnknownState;
import org.junit.jupiter.api.Test;

/** When it samples, and what it makes of the target. */
class SamplingLoopTest {

    private final Bench bench = new Bench();

    @Test
    void saysHelloBeforeItTouchesTheTarget() {
        bench.operator.leases(0);

        bench.run(60);

        assertThat(bench.target.fetches()).isZero();
        assertThat(bench.operator.received()).hasSizeBetween(2, 3).allSatisfy(hello -> {
            assertThat(hello.isFull()).isEqualTo(hello.seq() == 1);
            assertThat(hello.target().state()).isEqualTo(TargetState.IDLE);
            assertThat(hello.window()).isEqualTo(Window.EMPTY);
            assertThat(hello.entries()).isEmpty();
        });
    }

    @Test
    void withALeaseItSamplesAtOnceAndTellsAll() {
        bench.target.blocked("main.leak", 3);
        bench.target.put(KnownState.IO_WAIT, "net.read", 5);
        bench.target.put(new UnknownState("odd wait"), "main.odd", 2);

        bench.run(1);

        assertThat(bench.operator.received()).hasSize(2);
        Report first = bench.operator.last();
        String id = StackFingerprint.of(FakeTarget.stack(KnownState.CHAN_SEND, "main.leak"));
        assertThat(first.base()).as("builds on the hello").isEqualTo(1);
        assertThat(first.target().state()).isEqualTo(TargetState.OK);
        assertThat(first.target().incarnation()).isEqualTo(1);
        assertThat(first.target().buildId()).isEqualTo("build-1");
        assertThat(first.window()).isEqualTo(new Window(1, 0, 0, 0, 11, 2, 0));
        assertThat(first.snapshots()).containsExactly(new SnapshotTally(1, SnapshotOutcome.OK, 1, 4_000, 0));
        assertThat(first.entries()).containsExactly(new StackEntry(id, 3, 3, 0));
        assertThat(first.stacks())
                .containsExactly(new StackText(id, FakeTarget.stack(KnownState.CHAN_SEND, "main.leak")));
    }

    @Test
    void aLeaseThatRunsOutEndsSampling() {
        bench.target.blocked("main.leak", 3);
        bench.run(1);
        bench.operator.isAway();

        bench.run(1_000);
        int fetches = bench.target.fetches();
        assertThat(fetches).isBetween(40, 41);
        bench.run(1_000);
        assertThat(bench.target.fetches()).isEqualTo(fetches);
        assertThat(bench.operator.last().target().state()).isEqualTo(TargetState.IDLE);
        assertThat(bench.operator.last().entries()).isEmpty();

        bench.operator.isBack();
        bench.run(62);

        assertThat(bench.operator.last().target().state()).isEqualTo(TargetState.OK);
        assertThat(bench.operator.entry("main.leak").blockedForMillis())
                .as("nobody watched in between")
                .isLessThan(62_000);
    }

    @Test
    void pausedMeansHandsOff() {
        bench.target.blocked("main.leak", 3);
        bench.run(50);

        bench.operator.configures(15_000, 30_000, true);
        bench.run(40);
        int fetches = bench.target.fetches();
        bench.run(300);

        assertThat(bench.target.fetches()).isEqualTo(fetches);
        assertThat(bench.operator.last().target().state()).isEqualTo(TargetState.IDLE);
        assertThat(bench.operator.last().target().detail()).isEqualTo("paused by the operator");
        assertThat(bench.operator.counts()).isEmpty();

        bench.operator.configures(15_000, 30_000, false);
        bench.run(40);
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 3L));
    }

    @Test
    void anUnselectedPodIsLeftAloneAtOnce() {
        bench.target.blocked("main.leak", 3);
        bench.run(50);

        bench.operator.leases(0);
        bench.run(40);
        int fetches = bench.target.fetches();
        bench.run(300);

        assertThat(bench.target.fetches()).isEqualTo(fetches);
        assertThat(bench.operator.counts()).isEmpty();
    }

    @Test
    void aTargetThatWasGoneIsAnotherIncarnation() {
        bench.target.blocked("main.leak", 3);
        bench.run(50);

        bench.target.refuses();
        bench.run(16);
        assertThat(bench.operator.last().target().state()).isEqualTo(TargetState.REFUSED);
        assertThat(bench.operator.last().target().incarnation()).isEqualTo(1);
        assertThat(bench.operator.counts()).as("frozen, not zero").containsOnly(entry("main.leak", 3L));

        bench.target.answers();
        bench.run(16);
        Report anew = bench.operator.last();
        assertThat(anew.target().incarnation()).isEqualTo(2);
        assertThat(anew.isFull()).isTrue();
        assertThat(anew.window().goodSamples()).isEqualTo(1);
        assertThat(anew.entries())
                .singleElement()
                .extracting(StackEntry::blockedForMillis)
                .isEqualTo(0L);
    }

    @Test
    void aTargetThatIsNotUpYetIsNoRestart() {
        bench.target.refuses();
        bench.run(50);
        bench.target.answers();
        bench.run(16);

        assertThat(bench.operator.last().target().state()).isEqualTo(TargetState.OK);
        assertThat(bench.operator.last().target().incarnation()).isEqualTo(1);
    }

    @Test
    void anotherBuildOrPortIsAnotherIncarnationButASlowAnswerIsNot() {
        bench.target.blocked("main.leak", 3);
        bench.run(20);
        bench.target.timesOut();
        bench.run(30);
        assertThat(bench.operator.last().target().state()).isEqualTo(TargetState.TIMEOUT);
        bench.target.answers();
        bench.run(60);
        assertThat(bench.operator.last().target().incarnation()).isEqualTo(1);
        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isGreaterThan(60_000);

        bench.target.isBuild("build-2");
        bench.run(16);
        assertThat(bench.operator.last().target().incarnation()).isEqualTo(2);

        bench.operator.pointsTo(6_061);
        bench.run(60);
        assertThat(bench.operator.last().target().incarnation()).isEqualTo(3);
    }

    @Test
    void anExhaustedHeapIsAnInvalidSample() {
        bench.target.blocked("main.leak", 3);
        bench.run(20);

        bench.target.exhaustsMemory();
        bench.run(16);

        Report report = bench.operator.last();
        assertThat(report.target().state()).isEqualTo(TargetState.INVALID);
        assertThat(report.target().detail()).isEqualTo("the profile does not fit into the sampler's memory");
        assertThat(report.entries()).isEmpty();
        assertThat(report.snapshots())
                .extracting(SnapshotTally::outcome)
                .containsExactly(SnapshotOutcome.OK, SnapshotOutcome.TOO_LARGE);

        int fetches = bench.target.fetches();
        bench.run(300);
        assertThat(bench.target.fetches() - fetches)
                .as("dear attempts are rare")
                .isEqualTo(2);

        bench.target.answers();
        bench.run(120);
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 3L));
        assertThat(bench.operator.last().target().incarnation()).isEqualTo(1);
    }

    @Test
    void aProfileWithABadRecordKeepsTheRestAndSaysSo() {
        bench.target.blocked("main.leak", 3);
        bench.target.hasProblems("sample 7: location 9 is not in the profile", "and another");

        bench.run(1);

        Report report = bench.operator.last();
        assertThat(report.target().state()).isEqualTo(TargetState.OK);
        assertThat(report.target().detail()).isEqualTo("sample 7: location 9 is not in the profile");
        assertThat(report.snapshots()).extracting(SnapshotTally::outcome).containsExactly(SnapshotOutcome.INVALID);
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 3L));
    }

    @Test
    void samplesThatTakeLongCostNoMoreThanTheirBudget() {
        bench.target.takes(200);
        bench.operator.configures(5_000, 30_000, false);

        bench.run(3_600);

        assertThat(bench.target.fetches() * 0.2).isBetween(30.0, 37.0);
        assertThat(bench.operator.last().ladder().intervalMillis()).isEqualTo(20_000);
    }

    @Test
    void samplesThatAreTooLargeToReadCostNoMoreThanTheirBudgetEither() {
        bench.target.takes(200);
        bench.target.answersTooMuch();
        bench.operator.configures(5_000, 30_000, false);

        bench.run(3_600);

        assertThat(bench.target.fetches() * 0.2).isBetween(30.0, 37.0);
    }

    @Test
    void absurdConfigurationIsBounded() {
        bench.operator.configures(1, 1, false);

        bench.run(10);

        assertThat(bench.target.fetches()).isBetween(9, 11);
        assertThat(bench.operator.received().size()).isLessThan(25);
    }

    @Test
    void changesOfStateAreLoggedOnce() {
        bench.run(100);
        bench.target.refuses();
        bench.run(100);
        bench.target.answers();
        bench.run(100);

        assertThat(bench.log)
                .containsExactly(
                        "operator connected: ",
                        "target ok: incarnation 1",
                        "target refused: nobody listens",
                        "target ok: incarnation 2");
    }

    @Test
    void recoversFromAnythingElse() {
        bench.target.blocked("main.leak", 3);
        bench.run(20);

        bench.loop.recover();
        bench.run(20);

        assertThat(bench.operator.received()).filteredOn(Report::isFull).hasSize(2);
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 3L));
    }
}
