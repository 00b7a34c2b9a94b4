package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which places of source and stack are one, and how sure that is: the symbol part. */
class MatchedPlaceTest {

    @Test
    void whatWasPredictedToTheLineIsCertain() {
        assertThat(confidence(finding().build())).isEqualTo(new Confidence(100, 100, 100));
    }

    @Test
    void aFindingThatFitsNothingIsNoMatch() {
        assertThat(match(finding()
                        .in("example.com/shop/cart.Add")
                        .at("cart/cart.go", 7, 5)
                        .build()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "chan send, chan send, true",
        "chan send, chan receive, false",
        "chan send, select, true",
        "select, chan send, false",
        "select, select, true",
        "chan send (nil chan), chan send, true",
        "sync.Mutex.Lock, sync.RWMutex.Lock, true",
        "sync.RWMutex.Lock, sync.Mutex.Lock, true",
        "sync.RWMutex.RLock, sync.RWMutex.Lock, false",
        "sync.Mutex.Lock, sync.RWMutex.RLock, false",
        "semacquire, sync.WaitGroup.Wait, true",
        "semacquire, chan send, false",
        "sync.Cond.Wait, sync.Mutex.Lock, false",
        "chan send, '', true"
    })
    void theOperationMustBeCompatible(String seen, String predicted, boolean match) {
        Stack stack = new Stack(WaitState.of(seen), SENDER.frames());

        assertThat(match(stack, finding().of(predicted).build()).isPresent()).isEqualTo(match);
    }

    @ParameterizedTest
    @CsvSource({
        // Lines have moved by 8, but not within the function.
        "stock/store.go, 50, 48, 100",
        // A statement of three lines.
        "stock/store.go, 44, 40, 90",
        // Another operation of the same function.
        "stock/store.go, 52, 40, 30",
        // No start to measure from: the line itself, or the more doubt the further it is.
        "stock/store.go, 42, 0, 100",
        "stock/store.go, 48, 0, 80",
        "stock/store.go, 90, 0, 30",
        "stock/store.go, 0, 0, 80",
        // The file.
        "shop/stock/store.go, 42, 40, 100",
        "/ci/build/shop/stock/store.go, 42, 40, 97",
        "store.go, 42, 40, 100",
        "other/store.go, 42, 40, 92",
        "stock/moved.go, 42, 40, 85",
        "'', 0, 0, 73"
    })
    void theSymbolPartIsGradedByFileAndLine(String file, int line, int start, int symbolPart) {
        assertThat(confidence(finding().at(file, line, start).build()).symbol()).isEqualTo(symbolPart);
    }

    @ParameterizedTest
    @CsvSource({
        // Another receiver, another function of the package, another package: only where path and line agree.
        "example.com/shop/stock.(*Shelf).Reserve, 75",
        "example.com/shop/stock.Other, 65",
        "example.com/other.Reserve, 55",
        // Another tool's finding, without a function.
        "'', 80"
    })
    void theSymbolPartIsGradedByName(String symbol, int symbolPart) {
        Finding finding = finding().in(symbol).build();

        assertThat(confidence(finding).symbol()).isEqualTo(symbolPart);
        assertThat(match(finding().in(symbol).at("other/store.go", 42, 40).build()))
                .isEmpty();
        assertThat(match(finding().in(symbol).at("stock/store.go", 43, 40).build()))
                .isEmpty();
    }

    @Test
    void anotherFunctionIsNotMatchedForBeingAsFarFromItsStart() {
        assertThat(match(finding()
                        .in("example.com/shop/stock.(*Store).Release")
                        .at("stock/store.go", 62, 60)
                        .build()))
                .isEmpty();
    }

    @Test
    void anotherOperationOfTheSameFunctionNeverConfirms() {
        Finding lineElsewhere = finding().at("stock/store.go", 52, 40).build();

        assertThat(confidence(lineElsewhere).total()).isLessThan(POLICY.minConfidencePercent());
    }

    @Test
    void anotherToolsLineCanConfirm() {
        Finding lineOnly = finding()
                .in("")
                .of("")
                .at("/ci/build/shop/stock/store.go", 42, 0)
                .along()
                .build();

        assertThat(confidence(lineOnly).total()).isGreaterThanOrEqualTo(POLICY.minConfidencePercent());
    }

    @Test
    void aClosureOfAnInlinedFunctionIsKnownByFileAndLine() {
        Stack inlined = new Stack(
                KnownState.CHAN_SEND, List.of(new Frame("main.main.Fetch.func1", "/src/shop/fetch/fetch.go", 12, 10)));
        Given closure = finding()
                .in("example.com/shop/fetch.Fetch.func")
                .at("fetch/fetch.go", 12, 10)
                .along();

        assertThat(match(inlined, closure.build()).orElseThrow().confidence().symbol())
                .isEqualTo(95);
        assertThat(match(inlined, closure.at("fetch/fetch.go", 32, 30).build())).isPresent();
        assertThat(match(inlined, closure.at("fetch/fetch.go", 42, 30).build())).isEmpty();
        assertThat(match(inlined, closure.at("cart/cart.go", 12, 10).build())).isEmpty();
    }

    @Test
    void aStackWithoutFramesMatchesNothing() {
        assertThat(match(new Stack(KnownState.CHAN_SEND, List.of()), finding().build()))
                .isEmpty();
    }

    private static Optional<Finding> match(Finding... findings) {
        return match(SENDER, findings).map(Match::finding);
    }

    private static Confidence confidence(Finding finding) {
        return match(SENDER, finding).orElseThrow().confidence();
    }

    private static Optional<Match> match(Stack stack, Finding... findings) {
        return new Matcher().match(seen(stack, 1, 1), index(findings), POLICY, Surroundings.UNKNOWN);
    }
}
