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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much of a finding's way to the operation a stack shows: the path part. */
class MatchedPathTest {

    private static final String RESERVE = "example.com/shop/stock.(*Store).Reserve";
    private static final String HANDLE = "example.com/shop/api.handle";
    private static final String SERVE = "example.com/shop/api.Serve.func";

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

    private static Confidence confidence(Finding finding) {
        return match(SENDER, finding).orElseThrow().confidence();
    }

    private static Optional<Match> match(Stack stack, Finding... findings) {
        return new Matcher().match(seen(stack, 1, 1), index(findings), POLICY, Surroundings.UNKNOWN);
    }
}
