package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.protocol.LadderConfig;
import io.deadlockwatch.core.protocol.Refusal;
import io.deadlockwatch.core.protocol.RefusalReason;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.SnapshotTally;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.report.ReportReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dearer rungs, from suspicion to report, over hours in a moment. */
class LadderLoopTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void configure() {
        bench.operator.configures(LadderConfig.DEFAULTS);
    }

    @Test
    void aTargetThatIsNotSuspiciousIsAskedForNothingMore() {
        bench.target.put(KnownState.IO_WAIT, "net.read", 50);

        bench.run(3_600);

        assertThat(bench.target.listings()).isZero();
        assertThat(bench.target.leakFetches()).isZero();
        assertThat(bench.target.dumps()).isZero();
        assertThat(bench.operator.last().ladder().refusals()).isEmpty();
    }

    @Test
    void anOperatorThatKnowsNoLadderGetsNoneOfIt() {
        bench.operator.configures(LadderConfig.FIRST_RUNG_ONLY);
        bench.target.blocked("main.leak", 3);
        bench.target.leaks("main.leak", 3);

        bench.run(3_600);

        assertThat(bench.target.leakFetches()).isZero();
        assertThat(bench.target.dumps()).isZero();
    }

    @Test
    void aLeakIsReportedAsSoonAsItIsFound() {
        bench.target.blocked("main.leak", 3);
        bench.target.leaks("main.leak", 2);

        bench.run(47);

        Report report = bench.operator.last();
        assertThat(bench.target.leakFetches()).isEqualTo(1);
        assertThat(bench.operator.entry("main.leak").facts().leaked()).isEqualTo(2);
        assertThat(report.ladder().leak().profiles()).isEqualTo(1);
        assertThat(report.ladder().cost()).isEqualTo(Bench.COST);
        assertThat(report.snapshots()).contains(new SnapshotTally(2, SnapshotOutcome.OK, 1, 900, 0, 7_000));
    }

    @Test
    void leakProfilesComeEachFiveMinutesAtMost() {
        bench.target.blocked("main.leak", 3);
        bench.target.leaks("main.leak", 3);

        bench.run(3_600);

        assertThat(bench.target.leakFetches()).isBetween(11, 12);
        assertThat(bench.target.listings()).isEqualTo(1);
        assertThat(bench.operator.last().ladder().refusals())
                .extracting(Refusal::reason)
                .containsExactly(RefusalReason.SPACING);
    }

    @Test
    void whereThereIsNoLeakProfileItIsLookedForOnceAnIncarnation() {
        bench.target.listsNoLeaks();
        bench.target.blocked("main.leak", 3);
        bench.run(3_600);
        assertThat(bench.target.listings()).isEqualTo(1);
        assertThat(bench.target.leakFetches()).isZero();

        bench.target.isBuild("build-2");
        bench.target.listsLeaksAgain();
        bench.run(400);

        assertThat(bench.target.listings()).isEqualTo(2);
        assertThat(bench.target.leakFetches()).isEqualTo(1);
    }

    @Test
    void aProfileThatFailsIsCountedAndTriedAgainLater() {
        bench.target.failsLeaksWith(
                PprofException.unusable(TargetState.TIMEOUT, SnapshotOutcome.TIMEOUT, "no whole answer"));
        bench.target.blocked("main.leak", 3);

        bench.run(700);

        assertThat(bench.target.leakFetches()).isEqualTo(2);
        assertThat(bench.operator.last().snapshots()).contains(new SnapshotTally(2, SnapshotOutcome.TIMEOUT, 2, 0, 0));
        assertThat(bench.operator.last().target().state())
                .as("the target is well")
                .isEqualTo(TargetState.OK);
    }

    @Test
    void aDumpIsAskedForGrantedTakenAndSent() {
        bench.operator.grants(true);
        bench.target.put(KnownState.MUTEX_LOCK, "main.locks", 2);

        bench.run(47);

        assertThat(bench.target.dumps()).isEqualTo(1);
        assertThat(bench.operator.dumps()).singleElement().satisfies(header -> {
            assertThat(header.pod().uid()).isEqualTo("u-1");
            assertThat(header.epoch()).isEqualTo(bench.operator.last().epoch());
            assertThat(header.goroutines()).isEqualTo(3);
        });
        assertThat(bench.operator.entry("main.locks").facts().longestWaitMillis())
                .isEqualTo(180_000);
        assertThat(bench.operator.last().ladder().wantsDump()).isFalse();
        assertThat(bench.operator.last().snapshots()).contains(new SnapshotTally(3, SnapshotOutcome.OK, 1, 60_000, 5));
        assertThat(bench.target.leakFetches()).as("not before the dump").isZero();
    }

    @Test
    void twoDumpsTellWhoStayed() {
        bench.operator.grants(true);
        bench.target.put(KnownState.MUTEX_LOCK, "main.locks", 2);

        bench.run(700);

        assertThat(bench.target.dumps()).isEqualTo(2);
        StackEntry told = bench.operator.entry("main.locks");
        assertThat(told.facts().stayed()).isEqualTo(2);
        assertThat(told.facts().apartMillis()).isBetween(600_000L, 640_000L);
    }

    @Test
    void withoutAGrantThereIsNoDump() {
        bench.target.put(KnownState.MUTEX_LOCK, "main.locks", 2);

        bench.run(3_600);

        assertThat(bench.target.dumps()).isZero();
        assertThat(bench.operator.last().ladder().wantsDump()).isTrue();
        assertThat(bench.operator.last().ladder().refusals())
                .filteredOn(refusal -> refusal.reason() == RefusalReason.NO_GRANT)
                .hasSize(1);
        assertThat(bench.target.leakFetches()).as("not starved by it").isPositive();
    }

    @Test
    void aPauseOverTheBudgetIsToldAndNotRepeated() {
        bench.operator.grants(true);
        bench.target.dumpsFor(400);
        bench.target.put(KnownState.MUTEX_LOCK, "main.locks", 2);

        bench.run(3_600);

        assertThat(bench.target.dumps()).isEqualTo(1);
        assertThat(bench.operator.last().snapshots())
                .filteredOn(tally -> tally.rung() == 3)
                .singleElement()
                .satisfies(tally -> {
                    assertThat(tally.outcome()).isEqualTo(SnapshotOutcome.OVER_BUDGET);
                    assertThat(tally.pauseMicros()).isEqualTo(400_000 * tally.count());
                });
    }

    @Test
    void aDumpThatDoesNotFitIntoMemoryCostsNothingButItself() {
        bench.operator.grants(true);
        bench.target.dumpsExhaustMemory();
        bench.target.put(KnownState.MUTEX_LOCK, "main.locks", 2);

        bench.run(500);

        assertThat(bench.target.dumps()).isEqualTo(1);
        assertThat(bench.operator.last().target().state()).isEqualTo(TargetState.OK);
        assertThat(bench.operator.last().snapshots())
                .filteredOn(tally -> tally.rung() == 3)
                .extracting(SnapshotTally::outcome)
                .containsExactly(SnapshotOutcome.TOO_LARGE);
        assertThat(bench.operator.entry("main.locks").blockedForMillis()).isGreaterThan(400_000);
    }

    @Test
    void aDumpThatIsNotTakenIsTriedThriceAndDropped() {
        bench.operator.grants(true);
        bench.operator.answersDumpsWith(new ReportReply.Failed("cut"));
        bench.target.put(KnownState.MUTEX_LOCK, "main.locks", 2);

        bench.run(300);

        assertThat(bench.operator.dumps()).hasSize(3);
        assertThat(bench.log).contains("dump dropped: cut");

        bench.run(500);
        assertThat(bench.operator.dumps()).as("the next has three tries too").hasSize(6);
    }

    @Test
    void aDumpThatTheOperatorRefusesIsDroppedAtOnce() {
        bench.operator.grants(true);
        bench.operator.answersDumpsWith(new ReportReply.Refused(413, "too large", -1));
        bench.target.put(KnownState.MUTEX_LOCK, "main.locks", 2);

        bench.run(300);

        assertThat(bench.operator.dumps()).hasSize(1);
        assertThat(bench.log).contains("dump dropped: HTTP 413: too large");
    }

    @Test
    void aSlowTargetIsLeftInPeaceFirst() {
        bench.target.takes(20);
        bench.run(600);
        bench.target.blocked("main.leak", 3);
        bench.target.takes(400);

        bench.run(35);

        assertThat(bench.operator.last().ladder().intervalMillis()).isGreaterThanOrEqualTo(80_000);
        bench.run(1_000);
        assertThat(bench.operator.last().ladder().refusals())
                .extracting(Refusal::reason)
                .containsOnly(RefusalReason.SLOW_TARGET);
    }

    @Test
    void aRestartTellsWhatTheProcessShowedAtItsEnd() {
        bench.target.blocked("main.leak", 3);
        bench.run(50);
        bench.target.refuses();
        bench.run(16);
        bench.target.answers();
        bench.target.clear();

        bench.run(16);

        Report report = bench.operator.last();
        assertThat(report.target().incarnation()).isEqualTo(2);
        assertThat(report.ladder().ended()).hasValueSatisfying(ended -> {
            assertThat(ended.incarnation()).isEqualTo(1);
            assertThat(ended.cause()).isEqualTo(EndedIncarnation.Cause.RESTARTED);
            assertThat(ended.buildId()).isEqualTo("build-1");
            assertThat(ended.goodSamples()).isEqualTo(4);
            assertThat(ended.entries()).singleElement().satisfies(last -> {
                assertThat(last.count()).isEqualTo(3);
                assertThat(last.blockedForMillis()).isEqualTo(45_000);
            });
            assertThat(report.stacks())
                    .extracting(text -> text.id())
                    .contains(ended.entries().getFirst().stack());
        });

        bench.run(60);
        assertThat(bench.operator.last().ladder().ended()).as("told once").isEmpty();
    }

    @Test
    void lastWordsWaitForAnOperatorThatIsAway() {
        bench.target.blocked("main.leak", 3);
        bench.run(50);
        bench.operator.isAway();
        bench.target.isBuild("build-2");
        bench.run(200);

        bench.operator.isBack();
        bench.operator.forgetReceived();
        bench.run(61);

        assertThat(bench.operator.received().getFirst().ladder().ended())
                .hasValueSatisfying(ended -> assertThat(ended.cause()).isEqualTo(EndedIncarnation.Cause.REPLACED));
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 3L));
    }
}
