package io.deadlockwatch.bench.input;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.findings.SourceLine;
import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;

/** Findings that predict some of the shapes: half of them as our own tool would, a quarter after code above had moved, a quarter as a tool that knows only lines. */
public final class Predictions {

    private static final String ROOT = "/app/";

    private Predictions() {}

    /** One finding for each of so many shapes, spread over all of them. */
    public static FindingSet of(List<Shape> shapes, int count) {
        List<Finding> findings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            findings.add(finding(shapes.get((int) ((long) i * shapes.size() / count)), i));
        }
        return new FindingSet("bench 1", findings, count, List.of());
    }

    private static Finding finding(Shape shape, int number) {
        Frame frame = Frames.innermost(shape.frames()).orElseThrow();
        boolean linesOnly = number % 4 == 3;
        int moved = number % 4 == 2 ? 7 : 0;
        String operation = shape.waiting().state().operation();
        String symbol = linesOnly ? "" : Symbol.of(frame.function());
        return new Finding(
                "DG1001",
                "warning",
                "a wait that nobody ends",
                linesOnly ? "" : Site.of(symbol, operation).toString(),
                symbol,
                linesOnly ? "" : operation,
                line(frame, moved),
                linesOnly ? 0 : frame.start() + moved,
                linesOnly ? "" : Symbol.of(shape.frames().getLast().function()),
                linesOnly ? List.of() : flow(shape),
                List.of());
    }

    private static List<FlowStep> flow(Shape shape) {
        List<FlowStep> flow = new ArrayList<>();
        for (Frame frame : Frames.counting(shape.frames()).reversed()) {
            flow.add(new FlowStep(FlowStep.Kind.CALL, Symbol.of(frame.function()), line(frame, 0)));
        }
        return flow;
    }

    private static SourceLine line(Frame frame, int moved) {
        String file = frame.file().startsWith(ROOT) ? frame.file().substring(ROOT.length()) : frame.file();
        return new SourceLine(file, frame.line() + moved);
    }
}
