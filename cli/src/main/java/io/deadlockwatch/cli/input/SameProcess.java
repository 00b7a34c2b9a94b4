package io.deadlockwatch.cli.input;

import io.deadlockwatch.cli.analysis.Taken;
import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.FunctionName;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether two snapshots can be of one process. No format names the process, but each tells something that must agree: profiles the build; text dumps the ids of
 * goroutines, which Go never gives twice in a process, with the place that started each; and all of them the functions.
 */
final class SameProcess {

    private final FunctionNames names = new FunctionNames();

    /** Why the later one cannot be of the same process; empty if it can. */
    Optional<String> contradiction(Taken first, Taken later) {
        Snapshot a = first.snapshot();
        Snapshot b = later.snapshot();
        if (!a.buildId().isEmpty() && !b.buildId().isEmpty() && !a.buildId().equals(b.buildId())) {
            return Optional.of("is of another build than " + first.name());
        }
        Map<Long, Origin> origins = origins(a);
        for (Map.Entry<Long, Origin> entry : origins(b).entrySet()) {
            Origin before = origins.get(entry.getKey());
            if (before != null && !samePlace(before, entry.getValue())) {
                return Optional.of("is of another process than " + first.name() + ": goroutine " + entry.getKey()
                        + " was started by " + before.function() + " there and by "
                        + entry.getValue().function() + " here, and ids are never used twice");
            }
        }
        return haveNothingInCommon(a, b)
                ? Optional.of("is of another program than " + first.name() + ": they have no function in common")
                : Optional.empty();
    }

    private static boolean samePlace(Origin a, Origin b) {
        return a.function().equals(b.function()) && a.line() == b.line();
    }

    private static Map<Long, Origin> origins(Snapshot snapshot) {
        Map<Long, Origin> origins = new HashMap<>();
        for (StackCount stack : snapshot.stacks()) {
            stack.detail().origin().ifPresent(origin -> stack.detail().ids().stream()
                    .forEach(id -> origins.put(id, origin)));
        }
        return origins;
    }

    /** A leak profile has few stacks, or none: nothing follows from what it has not. */
    private boolean haveNothingInCommon(Snapshot a, Snapshot b) {
        if (a.type() != ProfileType.GOROUTINE || b.type() != ProfileType.GOROUTINE) {
            return false;
        }
        Set<String> ours = functions(a.stacks());
        Set<String> theirs = functions(b.stacks());
        return !ours.isEmpty() && !theirs.isEmpty() && theirs.stream().noneMatch(ours::contains);
    }

    private Set<String> functions(List<StackCount> stacks) {
        Set<String> functions = new HashSet<>();
        for (StackCount stack : stacks) {
            for (Frame frame : stack.stack().frames()) {
                FunctionName name = names.of(frame.function());
                if (!name.isStandard() && !Frames.isMachinery(frame)) {
                    functions.add(name.text());
                }
            }
        }
        return functions;
    }
}
