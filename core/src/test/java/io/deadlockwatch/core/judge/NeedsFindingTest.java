package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.stack;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What need not be judged, because nothing could come of it. */
class NeedsFindingTest {

    private static final FindingIndex PREDICTED = index(finding().build());

    private static final List<KnownState> STATES = List.of(KnownState.values());

    private final Judge judge = Judge.withBuiltInCatalogue();

    @Property
    void nothingIsSaidAgainstAStackThatNeedsAFindingAndHasNone(@ForAll long seed) {
        Random random = new Random(seed);
        Observation seen = observation(random);
        FindingIndex findings = random.nextBoolean() ? PREDICTED : FindingIndex.EMPTY;

        boolean idle = Judge.needsFinding(seen, POLICY) && !judge.hasCandidates(seen.stack(), findings);

        if (idle) {
            assertThat(judge.judge(seen, findings, POLICY)).isEmpty();
        }
    }

    @Test
    void anIdlePoolNeedsAFinding() {
        Stack pool = stack(KnownState.CHAN_RECEIVE, "example.com/shop.worker");
        Observation seen = new Observation(pool, 5, 5, Duration.ofHours(1), 100);

        assertThat(Judge.needsFinding(seen, POLICY)).isTrue();
        assertThat(judge.hasCandidates(pool, PREDICTED)).isFalse();
    }

    @Test
    void aPredictedStackHasACandidate() {
        assertThat(judge.hasCandidates(SENDER, PREDICTED)).isTrue();
        assertThat(judge.hasCandidates(SENDER, FindingIndex.EMPTY)).isFalse();
    }

    @Test
    void whatHasGrownOrLeakedOrCanNeverWakeNeedsNone() {
        Observation some = new Observation(SENDER, 40, 3, Duration.ofHours(1), 100);
        Stack forEver = stack(KnownState.CHAN_SEND_NIL, "example.com/shop.worker");

        assertThat(Judge.needsFinding(some, POLICY)).isFalse();
        assertThat(Judge.needsFinding(some.grown(0), POLICY)).isTrue();
        assertThat(Judge.needsFinding(some.grown(0).with(new Leaked(1, false)), POLICY))
                .isFalse();
        assertThat(Judge.needsFinding(new Observation(forEver, 1, 1, Duration.ZERO, 1), POLICY))
                .isFalse();
    }

    private static Observation observation(Random random) {
        KnownState state = STATES.get(random.nextInt(STATES.size()));
        Stack stack = random.nextBoolean() ? SENDER : stack(state, "example.com/shop.worker", "net/http.(*conn).serve");
        long min = random.nextInt(4) * 500L;
        long count = min + random.nextInt(40);
        return new Observation(
                stack,
                count,
                min,
                Duration.ofSeconds(random.nextInt(240)),
                random.nextInt(6),
                random.nextInt(30),
                random.nextInt(3) > 0
                        ? Dumps.NONE
                        : new Dumps(
                                Duration.ofMinutes(random.nextInt(4)),
                                random.nextInt(3),
                                Duration.ofMinutes(random.nextInt(3)),
                                Optional.empty()),
                random.nextInt(4) > 0 ? Leaked.NONE : new Leaked(random.nextInt(3), random.nextBoolean()),
                random.nextInt(4),
                List.of());
    }
}
