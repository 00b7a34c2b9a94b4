package io.deadlockwatch.sampler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.ledger.LedgerEntry;
import io.deadlockwatch.core.protocol.EndedIncarnation;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.protocol.TargetStatus;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.sampler.ladder.Evidence;
import io.deadlockwatch.sampler.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LastWordsTest {

    private static final TargetStatus LAST = new TargetStatus(3, TargetState.OK, "", "build-1");

    @Test
    void theLongestBlockedComeFirstAndNoMoreThanMayBeTold() {
        LastWords words = of(LongStream.rangeClosed(1, 300)
                .mapToObj(age -> entry(1_000 * age, "main.f"))
                .toList());

        assertThat(words.ended().entries())
                .hasSize(EndedIncarnation.MAX_ENTRIES)
                .extracting(StackEntry::blockedForMillis)
                .startsWith(300_000L, 299_000L, 298_000L)
                .endsWith(45_000L);
        assertThat(words.stacks()).hasSameSizeAs(words.ended().entries());
    }

    @Test
    void whatOnlyTheLastSampleShowedIsLeftOut() {
        assertThat(of(List.of(entry(0, "main.f"))).ended().entries()).isEmpty();
    }

    @Test
    void textIsBounded() {
        List<LedgerEntry> large = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            large.add(entry(i, "main." + "x".repeat(10_000)));
        }

        assertThat(of(large).stacks()).hasSize(26);
    }

    private static LastWords of(List<LedgerEntry> seen) {
        return LastWords.of(LAST, EndedIncarnation.Cause.RESTARTED, 9, seen, new Evidence());
    }

    private static LedgerEntry entry(long ageMillis, String function) {
        return new LedgerEntry(
                String.format("%016x", ageMillis),
                FakeTarget.stack(KnownState.CHAN_SEND, function),
                1,
                1,
                1,
                0,
                Nanos.ofMillis(ageMillis));
    }
}
