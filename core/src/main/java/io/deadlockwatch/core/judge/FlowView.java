package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.FlowStep;
import io.deadlockwatch.core.identity.FunctionName;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.snapshot.Frame;
import java.util.List;
import java.util.Optional;

/**
 * How much of a finding's flow a goroutine's stack shows: the path part of {@link Confidence}. Each step brings 100 points if function and line agree with a frame,
 * 50 if only the function does; the score is their mean. Steps before a {@code go} statement belong to the goroutine that ran it, which left no trace here; of the
 * statement itself the trace is the outermost function, if the finding says which one it starts.
 *
 * @param score 0 to 100
 * @param seen steps seen, wholly or in part
 * @param steps steps that could be seen
 */
record FlowView(int score, int seen, int steps) {

    private static final int WHOLE = 100;
    private static final int FUNCTION_ONLY = 50;

    static FlowView of(NamedStack stack, Place place, Finding finding, FunctionNames known) {
        int points = 0;
        int seen = 0;
        int steps = 0;
        for (FlowStep step : ofThisGoroutine(finding.flow())) {
            if (step.kind() == FlowStep.Kind.GO && finding.entry().isEmpty()) {
                continue;
            }
            int credit =
                    switch (step.kind()) {
                        case GO -> isStartedAt(stack, finding.entry(), known) ? WHOLE : 0;
                        case CALL -> call(stack, step, known);
                        case BLOCK -> block(place);
                    };
            steps++;
            points += credit;
            seen += credit > 0 ? 1 : 0;
        }
        if (steps == 0) {
            int credit = block(place);
            return new FlowView(credit, credit > 0 ? 1 : 0, 1);
        }
        return new FlowView(points / steps, seen, steps);
    }

    String words() {
        return seen + " of " + steps + (steps == 1 ? " step" : " steps") + " of its path " + (seen == 1 ? "is" : "are")
                + " on the stack";
    }

    private static List<FlowStep> ofThisGoroutine(List<FlowStep> flow) {
        for (int i = flow.size() - 1; i >= 0; i--) {
            if (flow.get(i).kind() == FlowStep.Kind.GO) {
                return flow.subList(i, flow.size());
            }
        }
        return flow;
    }

    private static boolean isStartedAt(NamedStack stack, String entry, FunctionNames known) {
        Optional<FunctionName> outermost = stack.outermostUser();
        return outermost.isPresent() && Place.isSameFunction(outermost.get(), known.of(entry));
    }

    private static int call(NamedStack stack, FlowStep step, FunctionNames known) {
        int best = 0;
        boolean named = !step.symbol().isEmpty();
        FunctionName predicted = known.of(step.symbol());
        for (int i = stack.innermost() + 1; i < stack.depth(); i++) {
            Frame frame = stack.frame(i);
            boolean sameLine = frame.line() > 0 && frame.line() == step.line().line();
            boolean sameFunction = named && Place.isSameFunction(stack.name(i), predicted);
            if (sameLine && (sameFunction || isSameFile(frame, step))) {
                return WHOLE;
            }
            if (sameFunction) {
                best = FUNCTION_ONLY;
            }
        }
        return best;
    }

    private static int block(Place place) {
        return switch (place.lines()) {
            case SAME -> WHOLE;
            case NEAR, MAYBE_MOVED, UNTOLD -> FUNCTION_ONLY;
            case DIFFERENT -> 0;
        };
    }

    private static boolean isSameFile(Frame frame, FlowStep step) {
        Place.Paths paths = Place.paths(frame.file(), step.line().file());
        return paths == Place.Paths.SAME || paths == Place.Paths.DIRECTORY;
    }
}
