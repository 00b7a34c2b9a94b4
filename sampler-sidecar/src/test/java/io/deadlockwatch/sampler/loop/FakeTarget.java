package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.StackDetail;
import io.deadlockwatch.core.snapshot.WaitState;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.pprof.PprofException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A Go process as its snapshots show it. */
final class FakeTarget implements SnapshotSource, LadderSource {

    private final FakeTicker ticker;
    private final Map<Stack, Long> stacks = new LinkedHashMap<>();
    private final Map<Stack, Long> shownSince = new LinkedHashMap<>();
    private long lastShown;
    private String buildId = "build-1";
    private List<String> problems = List.of();
    private @Nullable PprofException fault;
    private @Nullable Error error;
    private final Map<Stack, Long> leaks = new LinkedHashMap<>();
    private @Nullable PprofException leakFault;
    private boolean listing = true;
    private long millis;
    private long dumpMillis = 5;
    private int fetches;
    private int listings;
    private int leakFetches;
    private int dumps;

    FakeTarget(FakeTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public Fetched fetch(SamplerConfig config) throws PprofException {
        fetches++;
        long start = ticker.nanos();
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
        lastShown = ticker.nanos();
        shownSince.keySet().retainAll(stacks.keySet());
        stacks.keySet().forEach(stack -> shownSince.putIfAbsent(stack, lastShown));
        return new Fetched(
                new Snapshot(ProfileType.GOROUTINE, buildId, goroutines, counts, true, false, problems),
                4_000,
                ticker.nanos() - start);
    }

    /** For how long the samples have shown goroutines in this function, without a break. */
    long shownForMillis(String function) {
        Long since = shownSince.get(stack(KnownState.CHAN_SEND, function));
        if (since == null) {
            throw new AssertionError(function + " was never shown");
        }
        return (lastShown - since) / 1_000_000;
    }

    @Override
    public boolean listsLeaks(SamplerConfig config) {
        listings++;
        return listing;
    }

    @Override
    public Fetched leaks(SamplerConfig config) throws PprofException {
        leakFetches++;
        if (leakFault != null) {
            throw leakFault;
        }
        List<StackCount> counts = new ArrayList<>();
        leaks.forEach((stack, count) -> counts.add(new StackCount(stack, count)));
        return new Fetched(
                new Snapshot(ProfileType.GOROUTINE_LEAK, buildId, counts.size(), counts, false, false, List.of()),
                900,
                7_000_000);
    }

    @Override
    public TakenDump dump(SamplerConfig config) {
        dumps++;
        if (dumpMillis < 0) {
            throw new OutOfMemoryError("test");
        }
        ticker.advanceMillis(dumpMillis);
        List<StackCount> counts = new ArrayList<>();
        long id = 100;
        long goroutines = 1;
        for (Map.Entry<Stack, Long> entry : stacks.entrySet()) {
            long[] ids = LongStream.range(id, id + entry.getValue()).toArray();
            id += 10_000;
            goroutines += ids.length;
            counts.add(new StackCount(
                    entry.getKey(),
                    entry.getValue(),
                    new StackDetail(0, 1, 3, Optional.empty(), GoroutineIds.of(ids))));
        }
        return new TakenDump(
                new Snapshot(ProfileType.GOROUTINE, "", goroutines, counts, true, false, List.of()),
                new PackedDump(List.of(new byte[] {1}), false),
                60_000,
                dumpMillis * 1_000_000);
    }

    /** Go's leak detector lists so many goroutines in this function from now on; 0: none. */
    void leaks(String function, long count) {
        if (count == 0) {
            leaks.remove(stack(KnownState.CHAN_SEND, function));
        } else {
            leaks.put(stack(KnownState.CHAN_SEND, function), count);
        }
    }

    void listsNoLeaks() {
        listing = false;
    }

    void listsLeaksAgain() {
        listing = true;
    }

    void failsLeaksWith(PprofException fault) {
        leakFault = fault;
    }

    void dumpsFor(long pauseMillis) {
        dumpMillis = pauseMillis;
    }

    void dumpsExhaustMemory() {
        dumpMillis = -1;
    }

    int listings() {
        return listings;
    }

    int leakFetches() {
        return leakFetches;
    }

    int dumps() {
        return dumps;
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

    void answersTooMuch() {
        fault = PprofException.unusable(TargetState.INVALID, SnapshotOutcome.TOO_LARGE, "larger than a sampler reads");
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
