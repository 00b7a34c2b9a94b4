package io.deadlockwatch.core.text;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.internal.Problems;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts goroutines by stack. What differs in frames of the runtime or in offsets only is one stack, as in a profile. */
final class StackGrouper implements GoroutineSink {

    private final TextLimits limits;
    private final LeftOut left = new LeftOut();
    private final List<CallNode> stacks = new ArrayList<>();
    private long frames;
    private long ids;
    private boolean fetcherSeen;

    StackGrouper(TextLimits limits) {
        this.limits = limits;
    }

    @Override
    public void arguments(byte[] bytes, int from, int to) {}

    @Override
    public void call(CallSite site) {}

    @Override
    public void dropped() {}

    @Override
    public void left(long id, String why) {
        left.add(id, why);
    }

    @Override
    public void goroutine(
            long id, Header header, CallNode stack, boolean elided, @Nullable CallSite origin, long creator) {
        if (stack.takesDumps && stack.state.state == KnownState.RUNNING) {
            fetcherSeen = true;
            return;
        }
        Tally tally = stack.tally;
        if (tally == null) {
            tally = begin(id, stack);
            if (tally == null) {
                return;
            }
        }
        tally.add(header.minutes(), header.leaked(), origin, creator);
        if (ids++ < limits.maxIds()) {
            tally.addId(id);
        }
    }

    private @Nullable Tally begin(long id, CallNode stack) {
        if (stacks.size() >= limits.maxStacks()) {
            left.add(id, (stacks.size() + 1) + " or more different stacks, limit maxStacks is " + limits.maxStacks());
            return null;
        }
        if (frames + stack.depth > limits.maxPlaces()) {
            left.add(
                    id,
                    (frames + stack.depth) + " or more frames of different stacks, limit maxPlaces is "
                            + limits.maxPlaces());
            return null;
        }
        frames += stack.depth;
        stacks.add(stack);
        Tally tally = new Tally();
        stack.tally = tally;
        return tally;
    }

    boolean fetcherSeen() {
        return fetcherSeen;
    }

    /** Whether there were more goroutines than could be kept. */
    boolean isFull() {
        return left.any();
    }

    /** The stacks, in the order in which they came. */
    List<StackCount> stacks(Problems problems) {
        left.tell(problems);
        if (ids > limits.maxIds()) {
            problems.add("ids of the first " + limits.maxIds() + " of " + ids + " goroutines kept, limit maxIds");
        }
        Map<Stack, Tally> merged = new LinkedHashMap<>();
        for (CallNode each : stacks) {
            Tally tally = each.tally;
            if (tally != null) {
                merged.merge(stack(each), tally, StackGrouper::sum);
                each.tally = null;
            }
        }
        stacks.clear();
        List<StackCount> counts = new ArrayList<>(merged.size());
        merged.forEach((stack, tally) -> counts.add(new StackCount(stack, tally.count(), tally.detail())));
        return counts;
    }

    private static Tally sum(Tally first, Tally second) {
        first.addAll(second);
        return first;
    }

    private static Stack stack(CallNode outermost) {
        List<Frame> all = new ArrayList<>(outermost.depth);
        List<Frame> kept = new ArrayList<>(outermost.depth);
        for (CallNode node = outermost; node != null && node.site != null; node = node.inner) {
            all.add(node.site.frame);
            if (!node.site.foreign && !Frames.isMachinery(node.site.frame)) {
                kept.add(node.site.frame);
            }
        }
        return new Stack(Waits.of(outermost.state.state, all.reversed()), kept.reversed());
    }
}
