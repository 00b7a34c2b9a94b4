package io.deadlockwatch.core.text;

import io.deadlockwatch.core.internal.Problems;
import io.deadlockwatch.core.snapshot.Argument;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps goroutines one by one, with the words they print. */
final class GoroutineCollector implements GoroutineSink {

    private final int max;
    private final LeftOut left = new LeftOut();
    private final Problems problems;
    private final ArgumentParser parser = new ArgumentParser();
    private final List<Goroutine> goroutines = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private List<Argument> arguments = List.of();
    private boolean inlined;
    private long unread;

    GoroutineCollector(TextLimits limits, Problems problems) {
        this.max = limits.maxGoroutines();
        this.problems = problems;
    }

    @Override
    public void arguments(byte[] bytes, int from, int to) {
        if (goroutines.size() >= max) {
            return;
        }
        inlined = to - from == 3 && bytes[from] == '.' && bytes[from + 1] == '.' && bytes[from + 2] == '.';
        arguments = List.of();
        if (!inlined && from < to) {
            List<Argument> read = parser.parse(bytes, from, to);
            if (read == null) {
                unread++;
                arguments = List.of(new Argument.Cut());
            } else {
                arguments = read;
            }
        }
    }

    @Override
    public void call(CallSite site) {
        if (goroutines.size() < max) {
            calls.add(new Call(site.frame, inlined, arguments));
        }
    }

    @Override
    public void dropped() {
        calls.clear();
    }

    @Override
    public void left(long id, String why) {
        left.add(id, why);
    }

    @Override
    public void goroutine(
            long id, Header header, CallNode stack, boolean elided, @Nullable CallSite origin, long creator) {
        if (goroutines.size() >= max) {
            left.add(id, "limit maxGoroutines is " + max);
        } else {
            List<Frame> frames = calls.stream().map(Call::frame).toList();
            goroutines.add(new Goroutine(
                    id,
                    Waits.of(stack.state.state, frames),
                    header.minutes(),
                    header.leaked(),
                    elided,
                    calls,
                    startedAt(origin, creator)));
        }
        calls.clear();
    }

    private static Optional<Origin> startedAt(@Nullable CallSite origin, long creator) {
        return origin == null
                ? Optional.empty()
                : Optional.of(new Origin(origin.frame.function(), origin.frame.file(), origin.frame.line(), creator));
    }

    boolean isFull() {
        return left.any();
    }

    /** The goroutines, in the order printed. */
    List<Goroutine> goroutines() {
        left.tell(problems);
        if (unread > 0) {
            problems.add("arguments of " + unread + " calls not understood");
        }
        return goroutines;
    }
}
