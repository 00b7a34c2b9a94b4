package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.findings.Partner;
import io.deadlockwatch.core.findings.SourceLine;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** One blocked goroutine and the finding that predicted it, to be changed in one place at a time. */
final class Given {

    static final Policy POLICY = new Policy(Duration.ofMinutes(1), 70);

    /** A handler that sends while it holds on to a request: user frames at lines 42, 30 and 20 of functions that start at 40, 25 and 15. */
    static final Stack SENDER = new Stack(
            KnownState.CHAN_SEND,
            List.of(
                    new Frame("example.com/shop/stock.(*Store).Reserve", "/src/shop/stock/store.go", 42, 40),
                    new Frame("example.com/shop/api.handle", "/src/shop/api/api.go", 30, 25),
                    new Frame("example.com/shop/api.Serve.func1", "/src/shop/api/api.go", 20, 15),
                    new Frame("net/http.HandlerFunc.ServeHTTP", "/go/src/net/http/server.go", 2322, 2320)));

    private String site = "example.com/shop/stock.(*Store).Reserve|chan send";
    private String symbol = "example.com/shop/stock.(*Store).Reserve";
    private String operation = "chan send";
    private String file = "stock/store.go";
    private int line = 42;
    private int start = 40;
    private String entry = "";
    private List<FlowStep> flow = List.of(
            step(FlowStep.Kind.CALL, "example.com/shop/api.handle", "api/api.go", 30),
            step(FlowStep.Kind.BLOCK, "example.com/shop/stock.(*Store).Reserve", "stock/store.go", 42));
    private List<Partner> partners = List.of();

    static Given finding() {
        return new Given();
    }

    Given at(String newFile, int newLine, int newStart) {
        file = newFile;
        line = newLine;
        start = newStart;
        return this;
    }

    Given in(String newSymbol) {
        symbol = newSymbol;
        site = newSymbol.isEmpty() ? "" : newSymbol + "|" + operation;
        return this;
    }

    Given of(String newOperation) {
        operation = newOperation;
        site = symbol.isEmpty() || newOperation.isEmpty() ? "" : symbol + "|" + newOperation;
        return this;
    }

    Given startedBy(String newEntry) {
        entry = newEntry;
        return this;
    }

    Given along(FlowStep... steps) {
        flow = List.of(steps);
        return this;
    }

    Given with(String... partnerSymbols) {
        partners = Arrays.stream(partnerSymbols)
                .map(partner -> new Partner(partner, new SourceLine("x.go", 1), "partner"))
                .toList();
        return this;
    }

    Finding build() {
        return build("DG1001");
    }

    Finding build(String ruleId) {
        return new Finding(
                ruleId,
                "warning",
                "a send whose receiver can leave early",
                site,
                symbol,
                operation,
                new SourceLine(file, line),
                start,
                entry,
                flow,
                partners);
    }

    static FlowStep step(FlowStep.Kind kind, String symbol, String file, int line) {
        return new FlowStep(kind, symbol, new SourceLine(file, line));
    }

    static FindingIndex index(Finding... findings) {
        return FindingIndex.of(new FindingSet("tool 1", List.of(findings), findings.length, List.of()));
    }

    /** Seen without a break for twice as long as the policy asks. */
    static Observation seen(Stack stack, long count, long min) {
        return new Observation(stack, count, min, Duration.ofMinutes(2), 9);
    }

    static Stack stack(WaitState state, String... functions) {
        return new Stack(
                state,
                Arrays.stream(functions)
                        .map(f -> new Frame(f, "/src/x.go", 20, 10))
                        .toList());
    }
}
