package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.analysis.Taken;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.KnownState;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import java.util.List;

/** Snapshots of a process with one stack. */
final class Given {

    private Given() {}

    static Taken taken(KnownState state, long goroutines, long nanos) {
        return new Taken("given", snapshot(ProfileType.GOROUTINE, "build", state, goroutines), nanos);
    }

    static Snapshot snapshot(ProfileType type, String build, KnownState state, long goroutines) {
        Stack stack = new Stack(state, List.of(new Frame("main.work", "/src/main.go", 7, 5)));
        List<StackCount> stacks = goroutines == 0 ? List.of() : List.of(new StackCount(stack, goroutines));
        return new Snapshot(type, build, goroutines + 1, stacks, type == ProfileType.GOROUTINE, false, List.of());
    }
}
