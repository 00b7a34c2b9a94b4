package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.StackDetail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proves that nothing can wake a goroutine, and what only looks so. */
class ProofTest {

    private static final Stack MAIN = stack(KnownState.SELECT_NO_CASES, "main.main");

    private final Judge judge = Judge.withBuiltInCatalogue();

    @Test
    void whatGoCallsLeakedIsProvenAtOnce() {
        Judgement judgement = judged(once(SENDER).with(new Leaked(2, false))).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(judgement.evidence()).containsExactly(Evidence.UNREACHABLE);
        assertThat(judgement.reasons())
                .containsExactly(
                        "3 goroutines in chan send at store.go:42",
                        "Go's leak detector finds that nothing can wake 2 of them");
    }

    @ParameterizedTest
    @CsvSource({
        "CHAN_SEND_NIL, main.f, true",
        "CHAN_RECEIVE_NIL, main.f, true",
        "SELECT_NO_CASES, main.f, true",
        "CHAN_RECEIVE_NIL, main.main, false",
        "SELECT_NO_CASES, main.main, false"
    })
    void aStateThatNothingEndsIsProofOutsideOfMain(KnownState state, String function, boolean proven) {
        Optional<Judgement> judgement = judged(once(stack(state, function)));

        assertThat(judgement.map(Judgement::verdict))
                .isEqualTo(proven ? Optional.of(Verdict.PROVEN) : Optional.empty());
    }

    @Test
    void mainIsMeantToWaitForEver() {
        assertThat(judged(once(MAIN).with(new Leaked(1, true)))).isEmpty();
        assertThat(judged(new Observation(MAIN, 1, 1, Duration.ofHours(1), 99).with(new Leaked(1, true))))
                .isEmpty();
    }

    @Test
    void whatOnlyMainCouldWakeIsNotHeldAgainstIt() {
        Observation seen = Given.seen(SENDER, 2, 2).with(new Leaked(2, true));

        assertThat(judged(seen)).isEmpty();
        assertThat(judge.opinion(seen, FindingIndex.EMPTY, POLICY, Surroundings.UNKNOWN)
                        .reasons())
                .contains(
                        "Go's leak detector lists 2 goroutines, but main itself too: main may be all that could wake them");
    }

    @Test
    void mainCannotHaveStartedWhatCameLaterOrFromElsewhere() {
        Leaked leaked = new Leaked(2, true);

        assertThat(judged(Given.seen(SENDER, 3, 2).with(leaked))).isPresent();
        assertThat(judged(Given.seen(SENDER, 2, 2).with(leaked).with(startedBy(4711))))
                .isPresent();
        assertThat(judged(Given.seen(SENDER, 2, 2).with(leaked).with(startedBy(1))))
                .isEmpty();
        assertThat(judged(Given.seen(SENDER, 2, 2).with(leaked).with(startedBy(0))))
                .isEmpty();
    }

    @Test
    void anIdleWaiterThatNobodyCanWakeIsProven() {
        Stack idle = stack(KnownState.SELECT, "google.golang.org/grpc/internal/transport.(*controlBuffer).get");

        assertThat(judged(Given.seen(idle, 2_000, 2_000))).isEmpty();
        Judgement judgement = judged(once(idle).with(new Leaked(1, false))).orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(judgement.reasons()).last().asString().endsWith("but proven here");
    }

    @Test
    void othersProofsAreTakenAsTheyAre() {
        Judgement judgement = judged(once(SENDER).with(Proof.cycle("A waits for B, B waits for A")))
                .orElseThrow();

        assertThat(judgement.verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(judgement.evidence()).containsExactly(Evidence.CYCLE);
        assertThat(judgement.reasons()).last().isEqualTo("A waits for B, B waits for A");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proof(Evidence.GROWING, "it grows"))
                .withMessage("Growing proves nothing");
    }

    @Test
    void leaksAreReadFromALeakProfileAndFromMarksInADump() {
        FunctionNames names = new FunctionNames();
        StackDetail marked = new StackDetail(2, 0, 0, Optional.empty(), GoroutineIds.of(1, 2, 3));
        String sender = StackFingerprint.of(SENDER);

        Leaks profile = Leaks.of(
                snapshot(ProfileType.GOROUTINE_LEAK, new StackCount(SENDER, 3), new StackCount(MAIN, 1)), names);
        Leaks dump = Leaks.of(
                snapshot(ProfileType.GOROUTINE, new StackCount(SENDER, 3, marked), new StackCount(MAIN, 1)), names);

        assertThat(profile.of(sender)).isEqualTo(new Leaked(3, true));
        assertThat(dump.of(sender)).isEqualTo(new Leaked(2, false));
        assertThat(dump.of("0000000000000000")).isEqualTo(Leaked.NONE);
    }

    private Optional<Judgement> judged(Observation seen) {
        return judge.judge(seen, FindingIndex.EMPTY, POLICY);
    }

    /** As one snapshot shows it. */
    private static Observation once(Stack stack) {
        return new Observation(stack, 3, 3, Duration.ZERO, 1);
    }

    private static Dumps startedBy(long goroutine) {
        Origin origin = new Origin("example.com/shop/api.handle", "/src/api.go", 3, goroutine);
        return Dumps.of(new StackDetail(0, 0, 0, Optional.of(origin), GoroutineIds.of(7)));
    }

    private static Snapshot snapshot(ProfileType type, StackCount... stacks) {
        return new Snapshot(type, "", 9, List.of(stacks), true, false, List.of());
    }
}
