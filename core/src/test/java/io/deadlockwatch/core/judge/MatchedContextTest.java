package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else speaks for a match: the context part. */
class MatchedContextTest {

    private static final String RESERVE = "example.com/shop/stock.(*Store).Reserve";
    private static final String HANDLE = "example.com/shop/api.handle";

    @Test
    void contextIsTheMeanOfWhatIsKnown() {
        Finding finding = finding().startedBy("example.com/shop/api.Elsewhere").build();
        Observation young = new Observation(SENDER, 1, 1, Duration.ofSeconds(30), 3);

        assertThat(confidence(finding().build()).context()).isEqualTo(100);
        assertThat(confidence(finding).context()).isEqualTo(50);
        assertThat(new Matcher()
                        .match(young, index(finding), POLICY, Surroundings.UNKNOWN)
                        .orElseThrow()
                        .confidence()
                        .context())
                .isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource({
        "chan send, false, 100",
        "chan send, true, 75",
        "sync.Mutex.Lock, true, 100",
        "sync.Mutex.Lock, false, 50",
        "chan send, , 100",
        "sync.Mutex.Lock, , 100"
    })
    void partnersCountWhereTheOtherGoroutinesAreKnown(String operation, Boolean present, int context) {
        Stack stack = new Stack(WaitState.of(operation), SENDER.frames());
        Finding finding = finding()
                .of(operation)
                .with("example.com/shop.Partner", RESERVE, HANDLE)
                .build();

        Match match = new Matcher()
                .match(
                        seen(stack, 1, 1),
                        index(finding),
                        POLICY,
                        symbol -> symbol.endsWith(".Partner") ? Optional.ofNullable(present) : Optional.of(true))
                .orElseThrow();

        assertThat(match.confidence().context()).isEqualTo(context);
    }

    private static Confidence confidence(Finding finding) {
        return match(SENDER, finding).orElseThrow().confidence();
    }

    private static Optional<Match> match(Stack stack, Finding... findings) {
        return new Matcher().match(seen(stack, 1, 1), index(findings), POLICY, Surroundings.UNKNOWN);
    }
}
