package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Call;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockUse;
import io.deadlockwatch.core.waitfor.model.ModelFunction;
import io.deadlockwatch.core.waitfor.model.Operation;
import io.deadlockwatch.core.waitfor.model.Point;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How places, locks and goroutines are called in front of people. */
final class Words {

    private static final int GOROUTINES_NAMED = 8;

    private Words() {}

    /** Where a frame stands: {@code main.(*svc).one main.go:12}. */
    static String place(Frame frame) {
        return frame.function() + " " + baseName(frame) + ":" + frame.line();
    }

    /** Where a goroutine stands, Go's own locks aside. */
    static String place(Goroutine goroutine) {
        for (Call call : goroutine.calls()) {
            if (!StackTop.isMachinery(call.frame().function())) {
                return place(call.frame());
            }
        }
        return goroutine.calls().isEmpty()
                ? "?"
                : place(goroutine.calls().getFirst().frame());
    }

    /** Where a lock was taken that is held in a frame: the line, if there is but one in the function, else the function. */
    static String taken(PlacedFrame frame, LockUse use) {
        Set<Integer> lines = new TreeSet<>();
        for (ModelFunction function : frame.functions()) {
            for (Point point : function.points()) {
                boolean takes = point.operation() == Operation.LOCK
                        && point.acquires()
                                .filter(taken -> taken.path().equals(use.path())
                                        && taken.lock().equals(use.lock()))
                                .isPresent();
                if (takes) {
                    lines.add(point.line());
                }
            }
        }
        Frame at = frame.call().frame();
        return lines.size() == 1
                ? "locked at " + at.function() + " " + baseName(at) + ":"
                        + lines.iterator().next()
                : "locked in " + at.function();
    }

    /** What a lock is called: by its class, without the mark of one that may be any lock. */
    static String name(LockClass lock, Term term) {
        String name = lock.equals(Hold.ANYTHING)
                ? "a lock"
                : lock.isAnything() ? "a lock (" + lock.name().substring(1) + ")" : lock.name();
        return term.isAddress() ? name + " at 0x" + Long.toHexString(term.offset()) : name;
    }

    /** {@code goroutine 7}, {@code goroutines 7, 8 and 3 more}. */
    static String goroutines(List<Long> ids) {
        if (ids.size() == 1) {
            return "goroutine " + ids.getFirst();
        }
        String named = ids.stream().limit(GOROUTINES_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return "goroutines " + named
                + (ids.size() > GOROUTINES_NAMED ? " and " + (ids.size() - GOROUTINES_NAMED) + " more" : "");
    }

    private static String baseName(Frame frame) {
        String file = frame.file().replace('\\', '/');
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
