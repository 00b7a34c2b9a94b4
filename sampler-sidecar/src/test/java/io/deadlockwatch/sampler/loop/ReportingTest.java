package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.deadlockwatch.core.protocol.AgeConfig;
import io.deadlockwatch.core.protocol.Report;
import org.junit.jupiter.api.Test;

/** What it tells the operator, and when. */
class ReportingTest {

    private final Bench bench = new Bench();

    @Test
    void deltasHoldWhatChangedWithoutRepeatingText() {
        bench.target.blocked("main.leak", 3);
        bench.target.blocked("main.still", 1);
        bench.run(1);
        bench.operator.forgetReceived();

        bench.target.blocked("main.leak", 4);
        bench.run(40);

        Report delta = bench.operator.received().getFirst();
        assertThat(delta.base()).isEqualTo(delta.seq() - 1).isPositive();
        assertThat(delta.stacks()).isEmpty();
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 4L), entry("main.still", 1L));
        assertThat(bench.operator.entry("main.leak").min()).isEqualTo(3);
    }

    @Test
    void countsWaitForTheHeartbeatButNewStacksDoNot() {
        bench.target.blocked("main.leak", 3);
        bench.run(1);
        bench.operator.forgetReceived();

        bench.target.blocked("main.leak", 4);
        bench.run(16);
        assertThat(bench.operator.received()).isEmpty();

        bench.target.blocked("main.other", 1);
        bench.run(15);
        assertThat(bench.operator.received()).hasSizeBetween(1, 2);
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 4L), entry("main.other", 1L));
    }

    @Test
    void heartbeatsAreJittered() {
        bench.run(3_600);

        assertThat(bench.operator.received().size()).isBetween(100, 150);
        assertThat(bench.target.fetches()).isBetween(239, 241);
    }

    @Test
    void agesGrowWhileAStackIsSeen() {
        bench.target.blocked("main.leak", 1);

        bench.run(125);

        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isBetween(90_000L, 120_000L);
        assertThat(bench.operator.last().window().longestGapMillis()).isEqualTo(15_000);
    }

    @Test
    void whereTheOperatorTakesItTheAgesOfAllGrowWithoutAnEntry() {
        bench.operator.configures(new AgeConfig(true, 0));
        bench.target.blocked("main.leak", 1);
        bench.target.blocked("main.other", 2);
        bench.run(1);
        bench.operator.forgetReceived();

        bench.run(125);

        assertThat(bench.operator.received()).isNotEmpty().allSatisfy(report -> assertThat(report.entries())
                .isEmpty());
        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isBetween(75_000L, 120_000L);
        assertThat(bench.operator.entry("main.other").blockedForMillis())
                .isEqualTo(bench.operator.entry("main.leak").blockedForMillis());
    }

    @Test
    void aStackThatWentAndCameBackIsToldThoughAgesGrow() {
        bench.operator.configures(new AgeConfig(true, 0));
        bench.target.blocked("main.leak", 1);
        bench.run(61);
        bench.operator.isAway();
        bench.target.blocked("main.leak", 0);
        bench.run(15);
        bench.target.blocked("main.leak", 1);
        bench.run(15);

        bench.operator.isBack();
        bench.run(40);

        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isLessThan(60_000);
    }

    @Test
    void aStackThatHasBeenBlockedForAsLongAsTheOperatorWaitsIsToldAtOnce() {
        bench.operator.configures(new AgeConfig(true, 60_000));
        bench.target.blocked("main.leak", 1);
        bench.run(60);
        bench.operator.forgetReceived();

        bench.run(1);

        assertThat(bench.operator.received()).hasSize(1);
        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isEqualTo(60_000);
    }

    @Test
    void aNewStackWaitsForTheHeartbeatWhereTheOperatorSaysWhichAgeMatters() {
        bench.operator.configures(new AgeConfig(true, 60_000));
        bench.target.blocked("main.first", 1);
        bench.run(1);
        bench.target.blocked("main.leak", 1);
        bench.operator.forgetReceived();

        bench.run(15);
        assertThat(bench.operator.received()).isEmpty();

        bench.run(25);
        assertThat(bench.operator.entry("main.leak").count()).isEqualTo(1);
    }

    @Test
    void aNewStackIsToldAtOnceWhereTheOperatorDoesNotSayWhichAgeMatters() {
        bench.operator.configures(new AgeConfig(true, 0));
        bench.target.blocked("main.first", 1);
        bench.run(1);
        bench.target.blocked("main.leak", 1);

        bench.run(15);

        assertThat(bench.operator.entry("main.leak").count()).isEqualTo(1);
    }

    @Test
    void oneSampleWithoutAStackBreaksItsStreak() {
        bench.target.blocked("main.leak", 1);
        bench.run(50);
        bench.target.blocked("main.leak", 0);
        bench.run(40);
        assertThat(bench.operator.counts()).isEmpty();
        bench.operator.forgetReceived();

        bench.target.blocked("main.leak", 2);
        bench.run(16);

        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 2L));
        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isLessThan(16_000);
        assertThat(bench.operator.received())
                .allSatisfy(report ->
                        assertThat(report.stacks()).as("text told before").isEmpty());
    }

    @Test
    void anOperatorThatForgotGetsEverythingAtOnce() {
        bench.target.blocked("main.leak", 3);
        bench.run(50);
        bench.operator.forgetReceived();

        bench.operator.restarts();
        bench.run(40);

        assertThat(bench.operator.received().get(0).isFull()).isFalse();
        assertThat(bench.operator.received().get(1).isFull()).isTrue();
        assertThat(bench.operator.received().get(1).stacks()).hasSize(1);
        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 3L));
        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isGreaterThan(45_000);
    }

    @Test
    void aLostReplyEndsInAResync() {
        bench.target.blocked("main.leak", 3);
        bench.run(1);
        bench.operator.losesReplies();
        bench.target.blocked("main.leak", 4);
        bench.run(40);
        bench.operator.isBack();

        bench.target.blocked("main.leak", 3);
        bench.run(60);

        assertThat(bench.operator.counts()).containsOnly(entry("main.leak", 3L));
    }

    @Test
    void whileTheOperatorIsAwayItKeepsCounting() {
        bench.target.blocked("main.leak", 3);
        bench.run(1);
        bench.operator.isAway();
        bench.operator.forgetReceived();
        int before = bench.target.fetches();

        bench.run(300);
        assertThat(bench.target.fetches() - before).isEqualTo(20);
        assertThat(bench.operator.received().size()).as("backs off").isBetween(6, 14);

        bench.operator.restarts();
        bench.operator.isBack();
        bench.run(61);

        assertThat(bench.operator.entry("main.leak").blockedForMillis()).isGreaterThan(300_000);
        assertThat(bench.log)
                .containsSequence("operator unreachable: nobody takes connections", "operator connected: ");
    }

    @Test
    void retryAfterIsHonoured() {
        bench.run(1);
        bench.operator.refuses(429, 120_000);
        bench.operator.forgetReceived();
        bench.run(40);
        assertThat(bench.operator.received()).hasSize(1);

        bench.operator.isBack();
        bench.run(75);
        assertThat(bench.operator.received()).hasSize(1);
        bench.run(45);
        assertThat(bench.operator.received().size()).isGreaterThan(1);
    }

    @Test
    void aBadTokenBacksOffAndRecovers() {
        bench.operator.refuses(401, -1);
        bench.run(600);
        assertThat(bench.operator.received().size()).isBetween(12, 30);
        assertThat(bench.target.fetches()).isZero();
        assertThat(bench.log).containsExactly("operator refuses: HTTP 401: no");

        bench.operator.isBack();
        bench.run(61);
        assertThat(bench.target.fetches()).isPositive();
    }

    @Test
    void whatIsTooMuchForOneReportComesInPieces() {
        for (int i = 0; i < 300; i++) {
            bench.target.blocked("main.f" + (char) ('a' + i % 26) + "x".repeat(i), i + 1);
        }
        bench.operator.takesAtMost(40);

        bench.run(120);

        assertThat(bench.operator.counts()).hasSize(300);
    }

    @Test
    void moreTextThanOneReportCarriesComesInPieces() {
        for (int i = 0; i < 2_000; i++) {
            bench.target.blocked("main.f" + "x".repeat(900) + (char) ('a' + i % 26) + "y".repeat(i / 26), 1);
        }

        bench.run(5);

        assertThat(bench.operator.counts()).hasSize(2_000);
        assertThat(bench.operator.received()).hasSizeBetween(3, 5);
        assertThat(bench.operator.last().isFull()).isFalse();
    }

    @Test
    void whatFindsNoRoomIsCounted() {
        for (int i = 0; i < 2_100; i++) {
            bench.target.blocked("main.f" + "x".repeat(i % 50) + (char) ('A' + i / 50), 1);
        }

        bench.run(5);

        assertThat(bench.operator.counts()).hasSize(2_048);
        assertThat(bench.operator.last().window().droppedStacks()).isEqualTo(52);
    }
}
