package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Go process as its snapshots show it. */
final class FakeTarget implements SnapshotSource {

    private final FakeTicker ticker;
    private final Map<Stack, Long> stacks = new LinkedHashMap<>();
    private String buildId = "build-1";
    private List<String> problems = List.of();
    private @Nullable PprofException fault;
    private @Nullable Error error;
    private long millis;
    private int fetches;

    FakeTarget(FakeTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public Fetched fetch(SamplerConfig config) throws PprofException {
        fetches++;
        ticker.advanceMillis(millis);
        if (error != null) {
            throw error;
        }
        if (fault != null) {
            throw fault;
        }
        List<StackCount> counts = new ArrayList<>();
        long goroutines = 1;
        for (Map.Entry<Stack, Long> entry : stacks.entrySet()) {
            counts.add(new StackCount(entry.getKey(), entry.getValue()));
            goroutines += entry.getValue();
        }
        return new Fetched(
                new Snapshot(ProfileType.GOROUTINE, buildId, goroutines, counts, true, false, problems), 4_000);
    }

    /** So many goroutines stand in this function from now on, waiting for a channel; 0: none. */
    void blocked(String function, long count) {
        put(KnownState.CHAN_SEND, function, count);
    }

    void put(WaitState state, String function, long count) {
        Stack stack = stack(state, function);
        if (count == 0) {
            stacks.remove(stack);
        } else {
            stacks.put(stack, count);
        }
    }

    static Stack stack(WaitState state, String function) {
        return new Stack(state, List.of(new Frame(function, "/src/main.go", 42, 40)));
    }

    void clear() {
        stacks.clear();
    }

    void refuses() {
        fault = PprofException.cut(TargetState.REFUSED, SnapshotOutcome.HTTP_ERROR, "nobody listens");
    }

    void timesOut() {
        fault = PprofException.unusable(TargetState.TIMEOUT, SnapshotOutcome.TIMEOUT, "no answer");
    }

    void exhaustsMemory() {
        error = new OutOfMemoryError("test");
    }

    void answers() {
        fault = null;
        error = null;
    }

    void isBuild(String id) {
        buildId = id;
    }

    void hasProblems(String... sentences) {
        problems = List.of(sentences);
    }

    void takes(long fetchMillis) {
        millis = fetchMillis;
    }

    int fetches() {
        return fetches;
    }
}
