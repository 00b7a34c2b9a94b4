package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.waitfor.model.AccessPath;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.LockMode;
import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.ModelBuild;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Operation;
import io.deadlockwatch.core.waitfor.model.Parameter;
import io.deadlockwatch.core.waitfor.model.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Models and dumps by hand, in few words. */
final class Given {

    static final LockClass A = lock("svc.a");
    static final LockClass B = lock("svc.b");
    static final LockClass RW = new LockClass("svc.rw", LockKind.RWMUTEX, false, false, false, List.of());

    private static final Parameter POINTER = new Parameter(Parameter.Shape.POINTER, false);
    private static final String TAKER = """
            goroutine 1 [running]:
            runtime/pprof.writeGoroutineStacks({0x1, 0x2})
            \t/go/src/runtime/pprof/pprof.go:1 +0x1

            """;

    private final List<ModelFunction> functions = new ArrayList<>();
    private final StringBuilder dump = new StringBuilder(TAKER);

    static LockClass lock(String name) {
        return new LockClass(name, LockKind.MUTEX, false, false, false, List.of());
    }

    static LockUse use(String path, LockClass lock) {
        return new LockUse(AccessPath.parse(path), lock, LockMode.WRITE, true);
    }

    static LockUse read(String path, LockClass lock) {
        return new LockUse(AccessPath.parse(path), lock, LockMode.READ, true);
    }

    static LockUse may(LockUse use) {
        return new LockUse(use.path(), use.lock(), use.mode(), false);
    }

    static Point acquires(int line, LockUse acquired, LockUse... held) {
        return new Point(
                line,
                Operation.LOCK,
                "sync.(*Mutex).Lock",
                List.of(held),
                List.of(),
                Optional.of(acquired),
                List.of(),
                List.of());
    }

    static Point at(int line, Operation operation, String callee, LockUse... held) {
        return new Point(line, operation, callee, List.of(held), List.of(), Optional.empty(), List.of(), List.of());
    }

    static Point passing(Point point, String... arguments) {
        List<AccessPath> paths =
                List.of(arguments).stream().map(AccessPath::parse).toList();
        return new Point(
                point.line(),
                point.operation(),
                point.callee(),
                point.held(),
                point.released(),
                point.acquires(),
                paths,
                List.of());
    }

    static Point releasing(Point point, LockUse... released) {
        return new Point(
                point.line(),
                point.operation(),
                point.callee(),
                point.held(),
                List.of(released),
                point.acquires(),
                point.arguments(),
                point.captures());
    }

    /** A method of {@code *svc} in {@code svc.go}, ten lines long. */
    Given method(String name, int start, Point... points) {
        return function("main.(*svc)." + name, start, points);
    }

    Given function(String symbol, int start, Point... points) {
        functions.add(new ModelFunction(symbol, "svc.go", start, start + 9, List.of(POINTER), List.of(points)));
        return this;
    }

    /** A goroutine parked in {@code Mutex.Lock}; frames as {@code name(words)@line}. */
    Given locking(long id, String mutex, String... frames) {
        return goroutine(id, "sync.Mutex.Lock", before(frames, "internal/sync.(*Mutex).lockSlow(" + mutex + ")@1"));
    }

    Given readLocking(long id, String... frames) {
        return goroutine(id, "sync.RWMutex.RLock", before(frames, "sync.(*RWMutex).RLock(...)@1"));
    }

    Given writeLocking(long id, String... frames) {
        return goroutine(id, "sync.RWMutex.Lock", before(frames, "sync.(*RWMutex).Lock(0x0?)@1"));
    }

    Given goroutine(long id, String state, String... frames) {
        dump.append("goroutine ").append(id).append(" [").append(state).append("]:\n");
        for (String frame : frames) {
            int at = frame.lastIndexOf('@');
            String function = at < 0 ? frame : frame.substring(0, at);
            if (function.startsWith("...")) {
                dump.append(function).append('\n');
                continue;
            }
            boolean library = function.startsWith("internal/") || function.startsWith("sync.");
            dump.append(function)
                    .append("\n\t/src/")
                    .append(library ? "lock.go:" : "svc.go:")
                    .append(frame.substring(at + 1))
                    .append(" +0x1\n");
        }
        dump.append('\n');
        return this;
    }

    BlockingModel model() {
        return new BlockingModel(new ModelBuild("", "", "", "", "", ""), List.of(), functions);
    }

    Dump dump() {
        try {
            return new GoroutineDumpReader()
                    .readDump(new ByteArrayInputStream(
                            dump.substring(0, dump.length() - 1).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    WaitForVerdicts analysed() {
        return new WaitForAnalysis().analyse(model(), dump());
    }

    private static String[] before(String[] frames, String first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(frames));
        return all.toArray(String[]::new);
    }
}
