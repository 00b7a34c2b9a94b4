package io.deadlockwatch.cli.graph;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.snapshot.Argument;
import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.waitfor.WaitForGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Who waits for which lock, as far as a dump tells without a model: Go's mutex prints its own address, the first word of {@code sync.(*Mutex).lockSlow}. An RWMutex
 * prints none that can be relied on; its waiters are told apart by where they stand. Who holds a lock no dump tells.
 */
public final class AwaitedLocks {

    private AwaitedLocks() {}

    public static WaitForGraph of(Dump dump) {
        List<WaitForGraph.Node> nodes = new ArrayList<>();
        List<WaitForGraph.WaitsFor> waits = new ArrayList<>();
        Map<String, WaitForGraph.Lock> locks = new LinkedHashMap<>();
        for (Goroutine goroutine : dump.goroutines()) {
            if (isLock(goroutine)) {
                OptionalLong address = address(goroutine);
                String where = where(goroutine);
                String name = goroutine.state() == KnownState.MUTEX_LOCK ? "sync.Mutex" : "sync.RWMutex";
                String key = address.isPresent() ? name + address.getAsLong() : name + where;
                WaitForGraph.Lock lock = locks.computeIfAbsent(
                        key,
                        k -> new WaitForGraph.Lock(
                                locks.size(),
                                address.isPresent() ? name : name + " of " + where + ", address not printed",
                                address));
                nodes.add(
                        new WaitForGraph.Node(goroutine.id(), goroutine.state().words(), where));
                waits.add(new WaitForGraph.WaitsFor(
                        goroutine.id(), lock.number(), goroutine.state() == KnownState.RWMUTEX_RLOCK));
            }
        }
        return new WaitForGraph(nodes, List.copyOf(locks.values()), List.of(), waits);
    }

    private static boolean isLock(Goroutine goroutine) {
        return goroutine.state() == KnownState.MUTEX_LOCK
                || goroutine.state() == KnownState.RWMUTEX_LOCK
                || goroutine.state() == KnownState.RWMUTEX_RLOCK;
    }

    private static OptionalLong address(Goroutine goroutine) {
        for (Call call : goroutine.calls()) {
            if (call.frame().function().endsWith("sync.(*Mutex).lockSlow")
                    && !call.arguments().isEmpty()
                    && call.arguments().getFirst() instanceof Argument.Word word
                    && !word.stale()) {
                return OptionalLong.of(word.value());
            }
        }
        return OptionalLong.empty();
    }

    private static String where(Goroutine goroutine) {
        Frame frame = Frames.innermost(
                        goroutine.calls().stream().map(Call::frame).toList())
                .orElse(new Frame("?", "", 0, 0));
        String file = frame.file().substring(frame.file().lastIndexOf('/') + 1);
        return frame.function() + (file.isEmpty() ? "" : " " + file + ":" + frame.line());
    }
}
