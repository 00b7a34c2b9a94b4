package io.deadlockwatch.sampler.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.judge.Leaks;
import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.LeakSummary;
import io.deadlockwatch.core.protocol.StackFacts;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.StackDetail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final Stack STACK =
            new Stack(KnownState.CHAN_SEND, List.of(new Frame("main.leak", "/src/main.go", 42, 40)));
    private static final String ID = StackFingerprint.of(STACK);
    private static final Set<String> HELD = Set.of(ID);
    private static final long MINUTE = 60_000_000_000L;

    private final Evidence evidence = new Evidence();
    private long now = Long.MAX_VALUE - 2 * MINUTE;

    @Test
    void ofAStackThatNobodyLookedAtOnlyItsGrowthIsKnown() {
        assertThat(evidence.entry(seenSince(now)).facts()).isEqualTo(StackFacts.grown(2));
    }

    @Test
    void aLeakStaysUntilThreeProfilesInARowDoNotListIt() {
        assertThat(leaks(Map.of(ID, 3L))).isTrue();
        LedgerEntry entry = seenSince(now - 1);
        assertThat(evidence.entry(entry).facts().leaked()).isEqualTo(3);

        assertThat(leaks(Map.of())).isFalse();
        leaks(Map.of());
        assertThat(evidence.entry(entry).facts().leaked()).isEqualTo(3);
        leaks(Map.of());
        assertThat(evidence.entry(entry).facts().leaked()).isZero();
    }

    @Test
    void goroutinesThatCameAfterTheProfileAreNotThoseItListed() {
        leaks(Map.of(ID, 3L));

        assertThat(evidence.entry(seenSince(now + 1)).facts().leaked()).isZero();
    }

    @Test
    void leaksOfStacksThatAreNotHeldAreNotKept() {
        assertThat(leaks(Map.of("0000000000000001", 7L))).isFalse();
    }

    @Test
    void theSummaryTellsHowManyProfilesAndHowOld() {
        assertThat(evidence.leaks().summary(now)).isEqualTo(LeakSummary.NONE);
        leaks(Map.of());

        assertThat(evidence.leaks().summary(now + MINUTE)).isEqualTo(new LeakSummary(1, 60_000, false));
    }

    @Test
    void oneDumpTellsTheLongestWaitTwoTellWhoStayed() {
        dump(0, 5, 7, 8, 9);
        LedgerEntry entry = seenSince(now - 1);
        assertThat(evidence.entry(entry).facts()).isEqualTo(new StackFacts(2, 0, 300_000, 0, 0));

        now += 10 * MINUTE;
        dump(0, 15, 8, 9, 11);
        assertThat(evidence.entry(entry).facts()).isEqualTo(new StackFacts(2, 0, 900_000, 2, 600_000));
    }

    @Test
    void afterARestartNothingIsKnown() {
        leaks(Map.of(ID, 3L));
        dump(0, 5, 7);
        evidence.clear();

        assertThat(evidence.entry(seenSince(now - 1)).facts()).isEqualTo(StackFacts.grown(2));
        assertThat(evidence.leaks().summary(now)).isEqualTo(LeakSummary.NONE);
    }

    private boolean leaks(Map<String, Long> listed) {
        return evidence.leaks().add(new Leaks(listed, false), HELD, now);
    }

    private void dump(long minMinutes, long maxMinutes, long... ids) {
        StackDetail detail = new StackDetail(0, minMinutes, maxMinutes, Optional.empty(), GoroutineIds.of(ids));
        evidence.dumps()
                .add(
                        new Snapshot(
                                ProfileType.GOROUTINE,
                                "",
                                ids.length,
                                List.of(new StackCount(STACK, ids.length, detail)),
                                true,
                                false,
                                List.of()),
                        new FunctionNames(16),
                        HELD,
                        now);
    }

    private LedgerEntry seenSince(long first) {
        return new LedgerEntry(ID, STACK, 5, 1, 3, first, first + 1);
    }
}
