package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.Window;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.UnknownState;
import io.deadlockwatch.sampler.time.Nanos;

/** The good samples of one incarnation, as far as coverage needs to know them. */
final class SampleWindow {

    private long good;
    private long first;
    private long last;
    private long longestGap;
    private long goroutines;
    private long unknownState;

    void add(Snapshot snapshot, long now) {
        if (good == 0) {
            first = now;
        } else {
            longestGap = Math.max(longestGap, now - last);
        }
        last = now;
        good++;
        goroutines = snapshot.goroutines();
        unknownState = 0;
        for (StackCount stack : snapshot.stacks()) {
            if (stack.stack().state() instanceof UnknownState) {
                unknownState += stack.count();
            }
        }
    }

    boolean isEmpty() {
        return good == 0;
    }

    Window at(long now, long droppedStacks) {
        if (good == 0) {
            return new Window(0, 0, -1, 0, 0, 0, droppedStacks);
        }
        return new Window(
                good,
                Nanos.toMillis(last - first),
                Nanos.toMillis(now - last),
                Nanos.toMillis(longestGap),
                goroutines,
                unknownState,
                droppedStacks);
    }
}
