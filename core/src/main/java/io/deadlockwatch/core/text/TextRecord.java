package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record of a {@code debug=1} profile, while it is read. */
final class TextRecord {

    final long line;
    long count;

    private final List<Frame> frames = new ArrayList<>();
    private long[] counters = new long[32];
    private int counterCount;
    private int hidden = -1;
    private @Nullable String rejected;

    TextRecord(long line) {
        this.line = line;
    }

    void counter(long value) {
        if (counterCount == counters.length) {
            counters = Arrays.copyOf(counters, 2 * counterCount);
        }
        counters[counterCount++] = value;
    }

    /** A line below the counters; no frame if it has no name. A line's counter is one less than that in the list, which is where the call returns to. */
    void printed(long counter, @Nullable Frame frame) {
        if (hidden < 0) {
            hidden = 0;
            while (hidden < counterCount && counters[hidden] != counter + 1 && counters[hidden] != counter) {
                hidden++;
            }
        }
        if (frame != null) {
            frames.add(frame);
        }
    }

    void reject(String why) {
        if (rejected == null) {
            rejected = why;
        }
    }

    /** Why the record cannot be used; null if it can. */
    @Nullable
    String rejected() {
        return rejected;
    }

    List<Frame> frames() {
        return frames;
    }

    /** What was read, without the outermost frames if there are more than so many. */
    TextStack stack(int maxFrames) {
        List<Frame> kept = List.copyOf(frames.subList(0, Math.min(frames.size(), maxFrames)));
        boolean found = hidden >= 0 && hidden < counterCount;
        return new TextStack(kept, found ? HiddenCalls.of(counters, hidden) : HiddenCalls.NONE);
    }
}
