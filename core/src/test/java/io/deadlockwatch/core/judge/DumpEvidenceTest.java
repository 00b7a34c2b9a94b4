package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackDetail;
import io.deadlockwatch.core.snapshot.WaitState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What text dumps add to counts. */
class DumpEvidenceTest {

    private static final FindingIndex PREDICTED = index(finding().build());

    private final Judge judge = Judge.withBuiltInCatalogue();

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "9, true"})
    void aPrintedWaitIsPersistence(long minutes, boolean persistent) {
        Observation seen = once(SENDER).with(Dumps.of(detail(0, minutes, 1, 2)));

        Optional<Judgement> judgement = judge.judge(seen, PREDICTED, POLICY);

        assertThat(judgement.map(Judgement::verdict))
                .isEqualTo(persistent ? Optional.of(Verdict.CONFIRMED) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"60, 2, true", "59, 2, false", "60, 8, false"})
    void theSameGoroutineInTwoDumpsIsPersistence(long secondsApart, long idThen, boolean persistent) {
        Dumps dumps = Dumps.of(detail(0, 0, 1, idThen), detail(0, 0, 2, 3), Duration.ofSeconds(secondsApart));

        Optional<Judgement> judgement = judge.judge(once(SENDER).with(dumps), PREDICTED, POLICY);

        assertThat(judgement.isPresent()).isEqualTo(persistent);
        judgement.ifPresent(found ->
                assertThat(found.reasons()).contains("1 goroutine stood there in both of two dumps, 1m0s apart"));
    }

    @ParameterizedTest
    @CsvSource({
        "chan send, true",
        "sync.Mutex.Lock, true",
        "sync.RWMutex.RLock, true",
        "chan receive, false",
        "select, false",
        "sync.Cond.Wait, false",
        "sync.WaitGroup.Wait, false"
    })
    void aLongWaitIsSuspiciousWhereNobodyWaitsForWork(String operation, boolean suspected) {
        Stack stack = new Stack(WaitState.of(operation), SENDER.frames());
        Observation seen = once(stack).with(Dumps.of(detail(0, 5, 1)));

        Optional<Judgement> judgement = judge.judge(seen, FindingIndex.EMPTY, POLICY);

        assertThat(judgement.map(Judgement::verdict))
                .isEqualTo(suspected ? Optional.of(Verdict.SUSPECTED) : Optional.empty());
        assertThat(judge.judge(seen.with(Dumps.NONE), FindingIndex.EMPTY, POLICY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"chan send, true", "sync.Mutex.Lock, true", "chan receive, false", "select, false"})
    void numbersAloneAreSuspiciousWhereNobodyWaitsForWork(String operation, boolean suspected) {
        Stack stack = new Stack(WaitState.of(operation), SENDER.frames());

        assertThat(judge.judge(Given.seen(stack, 3_000, 3_000), FindingIndex.EMPTY, POLICY)
                        .isPresent())
                .isEqualTo(suspected);
        assertThat(judge.judge(Given.seen(stack, 3_000, 300), FindingIndex.EMPTY, POLICY))
                .as("growth is suspicious everywhere")
                .isPresent();
    }

    @Test
    void theCreatorSpeaksForOrAgainstAMatch() {
        FindingIndex findings = index(finding()
                .along(
                        step(FlowStep.Kind.GO, "example.com/shop/api.Serve", "api/api.go", 15),
                        step(FlowStep.Kind.BLOCK, "example.com/shop/stock.(*Store).Reserve", "stock/store.go", 42))
                .build());

        assertThat(context(findings, "example.com/shop/api.Serve")).isEqualTo(100);
        assertThat(context(findings, "example.com/shop/cron.Start")).isEqualTo(50);
    }

    private int context(FindingIndex findings, String creator) {
        StackDetail detail =
                new StackDetail(0, 3, 3, Optional.of(new Origin(creator, "/src/api.go", 15, 9)), GoroutineIds.of(1));
        return judge.judge(once(SENDER).with(Dumps.of(detail)), findings, POLICY)
                .orElseThrow()
                .match()
                .orElseThrow()
                .confidence()
                .context();
    }

    private static Observation once(Stack stack) {
        return new Observation(stack, 2, 2, Duration.ZERO, 1);
    }

    private static StackDetail detail(long min, long max, long... ids) {
        return new StackDetail(0, min, max, Optional.empty(), GoroutineIds.of(ids));
    }
}
