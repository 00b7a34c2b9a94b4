package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.waitfor.PlacedFrame.Fit;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Operation;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds for each frame of a stack the points of the model that it can stand at: those on its line whose operation is what the stack shows. */
final class StackPlacer {

    /** States that a goroutine enters by a call: its frames stand at that call, and not at just any instruction. */
    private static final Set<KnownState> AT_CALLS =
            EnumSet.complementOf(EnumSet.of(KnownState.RUNNABLE, KnownState.RUNNING));

    private static final Set<Operation> CHANNEL = EnumSet.of(Operation.SEND, Operation.RECEIVE, Operation.SELECT);

    /** What the model knows about a frame, which many goroutines have in common. */
    private record Known(List<ModelFunction> functions, List<Point> points) {}

    private final BlockingModel model;
    private final Map<String, String> lastElements = new HashMap<>();
    private final Map<Frame, Known> known = new HashMap<>();

    StackPlacer(BlockingModel model) {
        this.model = model;
    }

    private Known known(Frame frame) {
        List<ModelFunction> functions = model.functionsOf(frame);
        return new Known(
                functions,
                functions.stream()
                        .flatMap(function -> function.pointsAt(frame.line()).stream())
                        .toList());
    }

    PlacedStack place(Goroutine goroutine) {
        StackTop top = StackTop.of(goroutine);
        List<PlacedFrame> frames = new ArrayList<>();
        List<Call> calls = goroutine.calls();
        for (int i = top.size(); i < calls.size(); i++) {
            Call call = calls.get(i);
            Known of = known.computeIfAbsent(call.frame(), this::known);
            if (!of.functions().isEmpty()) {
                frames.add(place(goroutine, top, i, of.functions(), of.points()));
            }
        }
        return new PlacedStack(goroutine, top, frames);
    }

    private PlacedFrame place(
            Goroutine goroutine, StackTop top, int index, List<ModelFunction> functions, List<Point> line) {
        Call call = goroutine.calls().get(index);
        boolean innermost = index == top.size();
        boolean atCall = goroutine.state() instanceof KnownState state && AT_CALLS.contains(state);
        String callee =
                index == 0 ? "" : goroutine.calls().get(index - 1).frame().function();
        if ((innermost && !atCall) || isPanic(callee)) {
            return new PlacedFrame(index, call, functions, List.of(), Fit.ANYWHERE);
        }
        Predicate<Point> shown = innermost ? innermost(top, goroutine, callee) : outer(callee);
        if (line.stream().anyMatch(shown)) {
            // A function value may be any function, so a call of one on the same line stays possible.
            return new PlacedFrame(
                    index, call, functions, filter(line, shown.or(StackPlacer::isCallOfValue)), Fit.AT_POINT);
        }
        List<Point> possible = filter(line, StackPlacer::isCallOfValue);
        if (!possible.isEmpty()) {
            return new PlacedFrame(index, call, functions, possible, Fit.MAYBE_AT_POINT);
        }
        boolean misfit = (innermost && top.parked() && !top.condition())
                || (line.stream().anyMatch(StackPlacer::isCall) && !callee.isEmpty());
        return new PlacedFrame(index, call, functions, List.of(), misfit ? Fit.MISFIT : Fit.BETWEEN);
    }

    /** What a goroutine does that is parked in the frame above, or in an operation of its own. */
    private Predicate<Point> innermost(StackTop top, Goroutine goroutine, String callee) {
        if (top.condition()) {
            return point -> point.operation() == Operation.COND;
        }
        if (top.lock().isPresent()) {
            return point ->
                    (point.operation() == Operation.LOCK && isOnce(point) == top.once()) || isCallOf(point, callee);
        }
        return switch (goroutine.state()) {
            case KnownState.WAIT_GROUP_WAIT -> point -> point.operation() == Operation.WAIT || isCallOf(point, callee);
            case KnownState.CHAN_SEND,
                    KnownState.CHAN_RECEIVE,
                    KnownState.CHAN_SEND_NIL,
                    KnownState.CHAN_RECEIVE_NIL,
                    KnownState.SELECT,
                    KnownState.SELECT_NO_CASES -> point -> CHANNEL.contains(point.operation());
            default -> point -> isCallOf(point, callee) || (point.operation() == Operation.WAIT && !callee.isEmpty());
        };
    }

    /** What a goroutine does whose frame called the function above. */
    private Predicate<Point> outer(String callee) {
        if (callee.startsWith("sync.(*Once).")) {
            return point -> (point.operation() == Operation.LOCK && isOnce(point)) || isCallOf(point, callee);
        }
        return point -> isCallOf(point, callee);
    }

    private static boolean isOnce(Point point) {
        return point.acquires().isPresent() && point.acquires().get().lock().kind() == LockKind.ONCE;
    }

    private static boolean isCall(Point point) {
        return point.operation() == Operation.CALL || point.operation() == Operation.DEFERS;
    }

    /** By the last element of the name only: a method may be called through an interface, or through a struct that embeds its receiver. */
    private boolean isCallOf(Point point, String callee) {
        return isCall(point)
                && !point.callee().isEmpty()
                && !callee.isEmpty()
                && lastElement(point.callee()).equals(lastElement(callee));
    }

    private static boolean isCallOfValue(Point point) {
        return isCall(point) && point.callee().isEmpty();
    }

    private String lastElement(String function) {
        return lastElements.computeIfAbsent(
                function, name -> Symbol.parse(name).elements().getLast());
    }

    private static boolean isPanic(String callee) {
        return callee.equals("panic") || callee.startsWith("runtime.");
    }

    private static List<Point> filter(List<Point> points, Predicate<Point> which) {
        return points.stream().filter(which).toList();
    }
}
