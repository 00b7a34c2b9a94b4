package io.deadlockwatch.core.judge;

import static io.deadlockwatch.core.judge.Given.POLICY;
import static io.deadlockwatch.core.judge.Given.SENDER;
import static io.deadlockwatch.core.judge.Given.finding;
import static io.deadlockwatch.core.judge.Given.index;
import static io.deadlockwatch.core.judge.Given.seen;
import static io.deadlockwatch.core.judge.Given.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {

    private static final String RESERVE = "example.com/shop/stock.(*Store).Reserve";
    private static final String HANDLE = "example.com/shop/api.handle";
    private static final String SERVE = "example.com/shop/api.Serve.func";

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
    void theGoStepIsSeenInTheOutermostFunction() {
        FlowStep go = step(FlowStep.Kind.GO, "example.com/shop/api.Serve", "api/api.go", 15);
        FlowStep block = step(FlowStep.Kind.BLOCK, RESERVE, "stock/store.go", 42);

        assertThat(confidence(finding().startedBy(SERVE).along(go, block).build())
                        .path())
                .isEqualTo(100);
        assertThat(confidence(finding().startedBy(HANDLE).along(go, block).build())
                        .path())
                .isEqualTo(50);
        assertThat(confidence(finding().startedBy("").along(go, block).build()).path())
                .as("a creator that the finding does not name cannot be looked for")
                .isEqualTo(100);
    }

    @Test
    void stepsOfTheCreatorAreNotLookedFor() {
        FlowStep before = step(FlowStep.Kind.CALL, "example.com/shop.main", "main.go", 3);
        FlowStep go = step(FlowStep.Kind.GO, "example.com/shop/api.Serve", "api/api.go", 15);
        FlowStep block = step(FlowStep.Kind.BLOCK, RESERVE, "stock/store.go", 42);

        assertThat(confidence(finding()
                                .startedBy(SERVE)
                                .along(before, go, block)
                                .build())
                        .path())
                .isEqualTo(100);
    }

    @Test
    void aFlowThatIsPartlySeenCountsInPart() {
        FlowStep seenWhole = step(FlowStep.Kind.CALL, SERVE, "api/api.go", 20);
        FlowStep otherLine = step(FlowStep.Kind.CALL, HANDLE, "api/api.go", 28);
        FlowStep notSeen = step(FlowStep.Kind.CALL, "example.com/shop/api.retry", "api/retry.go", 9);
        FlowStep nameless = step(FlowStep.Kind.CALL, "", "api/api.go", 30);
        FlowStep block = step(FlowStep.Kind.BLOCK, RESERVE, "stock/store.go", 42);

        assertThat(confidence(finding()
                                .along(seenWhole, otherLine, notSeen, block)
                                .build())
                        .path())
                .isEqualTo(62);
        assertThat(confidence(finding().along(notSeen, block).build()).path()).isEqualTo(50);
        assertThat(confidence(finding().along(nameless, block).build()).path()).isEqualTo(100);
        assertThat(confidence(finding().along(block).build()).path()).isEqualTo(100);
        assertThat(confidence(finding().along().build()).path()).isEqualTo(100);
        assertThat(confidence(finding().along().at("stock/store.go", 43, 40).build())
                        .path())
                .isEqualTo(50);
    }

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

    @Test
    void aLockInAHandlerBelowNetHttpReachesCertainty() {
        Stack stack = new Stack(
                KnownState.MUTEX_LOCK,
                List.of(
                        new Frame("internal/sync.runtime_SemacquireMutex", "/go/src/runtime/sema.go", 95, 94),
                        new Frame("sync.(*Mutex).Lock", "/go/src/sync/mutex.go", 46, 45),
                        new Frame("main.(*Ledger).record", "/src/inventory/ledger.go", 62, 60),
                        new Frame("main.(*Ledger).Transfer", "/src/inventory/ledger.go", 57, 48),
                        new Frame("main.(*API).transfer", "/src/api/handlers.go", 80, 70),
                        new Frame("net/http.HandlerFunc.ServeHTTP", "/go/src/net/http/server.go", 2322, 2320),
                        new Frame("net/http.(*conn).serve", "/go/src/net/http/server.go", 2102, 1900)));
        Finding finding = finding()
                .of("sync.Mutex.Lock")
                .in("main.(*Ledger).record")
                .at("inventory/ledger.go", 62, 60)
                .along(
                        step(FlowStep.Kind.CALL, "main.(*Ledger).Transfer", "inventory/ledger.go", 57),
                        step(FlowStep.Kind.BLOCK, "main.(*Ledger).record", "inventory/ledger.go", 62))
                .build();

        assertThat(match(stack, finding).orElseThrow().confidence().total()).isEqualTo(100);
    }

    @Test
    void theBestFindingWins() {
        Finding vague = finding().in("").build("AAAA");
        Finding exact = finding().build("ZZZZ");

        assertThat(match(vague, exact)).contains(exact);
        assertThat(match(exact, vague)).contains(exact);
    }

    @Property(tries = 100)
    void theWinnerDoesNotDependOnTheOrder(@ForAll long seed) {
        List<Finding> equal = Arrays.asList(
                finding().build("DG1002"),
                finding().build("DG1001"),
                finding().build("DG1003"),
                finding().build("DG1001"));
        Collections.shuffle(equal, new Random(seed));

        assertThat(match(equal.toArray(Finding[]::new))).contains(finding().build("DG1001"));
    }

    @Test
    void aStackWithoutFramesMatchesNothing() {
        assertThat(match(new Stack(KnownState.CHAN_SEND, List.of()), finding().build()))
                .isEmpty();
    }

    private static Confidence confidence(Finding finding) {
        return match(SENDER, finding).orElseThrow().confidence();
    }

    private static Optional<Finding> match(Finding... findings) {
        return match(SENDER, findings).map(Match::finding);
    }

    private static Optional<Match> match(Stack stack, Finding... findings) {
        return new Matcher().match(seen(stack, 1, 1), index(findings), POLICY, Surroundings.UNKNOWN);
    }
}
