package io.deadlockwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.CaseFile;
import io.deadlockwatch.cli.analysis.Judging;
import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.cli.watch.LadderLimits.Depth;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.judge.Policy;
import io.deadlockwatch.core.snapshot.KnownState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void withoutSuspicionNothingDearerIsTaken() {
        Ladder ladder = ladder(Depth.DEEP, true);

        assertThat(ladder.leaks(new Suspicions(10, List.of(), 0), 0)).isEqualTo(Ladder.Decision.NOTHING);
        assertThat(ladder.dump(new Suspicions(10, List.of(), 0), 0)).isEqualTo(Ladder.Decision.NOTHING);
    }

    @Test
    void aLeakProfileIsTakenEveryFiveMinutesAtMost() {
        Ladder ladder = ladder(Depth.USUAL, false);
        Suspicions some = suspicions(KnownState.CHAN_SEND, 3);

        assertThat(ladder.leaks(some, 0).take()).isTrue();
        ladder.leakTaken(0);
        assertThat(ladder.leaks(some, 5 * MINUTE - 1).take()).isFalse();
        assertThat(ladder.leaks(some, 5 * MINUTE).take()).isTrue();
    }

    @Test
    void aProcessWithoutLeakProfilesIsAskedOnceUntilItRestarts() {
        Ladder ladder = ladder(Depth.USUAL, false);
        Suspicions some = suspicions(KnownState.CHAN_SEND, 3);

        ladder.leaksMissing();
        assertThat(ladder.leaks(some, 60 * MINUTE).take()).isFalse();
        ladder.restarted();
        assertThat(ladder.leaks(some, 60 * MINUTE).take()).isTrue();
    }

    @Test
    void largeProcessesAndConvoysGetNoLeakProfileAndAReason() {
        Ladder ladder = ladder(Depth.USUAL, false);
        List<StackView> stacks = suspicions(KnownState.CHAN_SEND, 3).stacks();

        assertThat(ladder.leaks(new Suspicions(20_000, stacks, 2_000), 0).take())
                .isTrue();
        assertThat(ladder.leaks(new Suspicions(20_001, stacks, 0), 0))
                .isEqualTo(Ladder.Decision.no("no leak profile: the process has 20001 goroutines, limit is 20000"));
        assertThat(ladder.leaks(new Suspicions(9_000, stacks, 2_001), 0).words())
                .startsWith("no leak profile: 2001 goroutines wait for locks at one site, limit is 2000");
    }

    @Test
    void aDumpIsTakenOnlyWhereItCanProveOrIsAskedFor() {
        Suspicions locks = suspicions(KnownState.MUTEX_LOCK, 3);
        Suspicions sends = suspicions(KnownState.CHAN_SEND, 3);

        assertThat(ladder(Depth.USUAL, false).dump(locks, 0).take()).isFalse();
        assertThat(ladder(Depth.USUAL, true).dump(locks, 0).take()).isTrue();
        assertThat(ladder(Depth.USUAL, true).dump(sends, 0).take()).isFalse();
        assertThat(ladder(Depth.DEEP, false).dump(sends, 0).take()).isTrue();
        assertThat(ladder(Depth.SHALLOW, true).dump(locks, 0).take()).isFalse();
        assertThat(ladder(Depth.SHALLOW, true).leaks(locks, 0).take()).isFalse();
    }

    @Test
    void theStopIsPredictedFromWhatThisProcessShowed() {
        Ladder ladder = ladder(Depth.DEEP, false);
        Suspicions some = suspicions(KnownState.CHAN_SEND, 499);

        assertThat(ladder.predictedPause(1_000)).isEqualTo(Duration.ofMillis(65));
        assertThat(ladder.predictedPause(10_000)).isEqualTo(Duration.ofMillis(1_300));
        assertThat(ladder.dump(some, 0).take()).isTrue();
        ladder.dumpTaken(0, Duration.ofMillis(500), 500);
        assertThat(ladder.dump(some, 10 * MINUTE - 1)).isEqualTo(Ladder.Decision.NOTHING);
        assertThat(ladder.dump(some, 10 * MINUTE).words())
                .isEqualTo("no dump: it would stop the process for some 500 ms, --pause-budget is 50 ms");
    }

    @Test
    void lookingCostsOnePercentOfTheTime() {
        Ladder ladder = ladder(Depth.USUAL, false);

        assertThat(ladder.wait(Duration.ofMillis(9))).isEqualTo(SECOND);
        assertThat(ladder.wait(Duration.ofMillis(90))).isEqualTo(Duration.ofSeconds(9));
    }

    private static Ladder ladder(Depth depth, boolean model) {
        return new Ladder(LadderLimits.of(depth, SECOND, Duration.ofMillis(50)), model);
    }

    /** So many goroutines on one stack, in three samples a second apart. */
    private static Suspicions suspicions(KnownState state, long goroutines) {
        CaseFile file =
                new CaseFile(new Judging(FindingIndex.of(new FindingSet("", List.of(), 0, List.of())), Policy.DEFAULT));
        for (int i = 0; i < 3; i++) {
            file.add(Given.taken(state, goroutines, i * SECOND.toNanos()));
        }
        Analysis analysis = file.conclude();
        return Suspicions.of(analysis, SECOND);
    }
}
