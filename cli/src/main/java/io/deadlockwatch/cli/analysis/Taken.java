package io.deadlockwatch.cli.analysis;

import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.StackCount;

/**
 * A snapshot, and when it was taken.
 *
 * @param name of the file or page it comes from
 * @param nanos by any clock, the same one for all snapshots of a process
 */
public record Taken(String name, Snapshot snapshot, long nanos) {

    /** Whether it has all goroutines of the process; a leak profile has those that nothing can wake. */
    public boolean isWhole() {
        return snapshot.type() == ProfileType.GOROUTINE;
    }

    /** Whether it tells single goroutines apart. */
    public boolean isDump() {
        return snapshot.stacks().stream()
                .map(StackCount::detail)
                .anyMatch(detail -> detail.ids().size() > 0);
    }
}
