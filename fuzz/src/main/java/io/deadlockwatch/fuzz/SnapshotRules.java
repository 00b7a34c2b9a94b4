package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.identity.Site;
import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.StackCount;
import io.deadlockwatch.core.snapshot.StackDetail;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for every snapshot, whichever reader it comes from. */
final class SnapshotRules {

    /** Problems in words, and a line for the rest. */
    static final int PROBLEMS = 21;

    private static final int PROBLEM_CHARS = 4_096;

    private SnapshotRules() {}

    static void check(Snapshot snapshot, int maxStacks, int maxFrames) {
        problems(snapshot.problems());
        Must.hold(
                snapshot.stacks().size() <= maxStacks,
                "more stacks than allowed",
                snapshot.stacks().size());
        Set<Stack> distinct = new HashSet<>();
        long counted = 0;
        for (StackCount entry : snapshot.stacks()) {
            Must.hold(entry.count() > 0, "a stack without goroutines", entry);
            Must.hold(entry.stack().frames().size() <= maxFrames, "a stack deeper than allowed", entry);
            Must.hold(distinct.add(entry.stack()), "the same stack twice", entry);
            detail(entry);
            StackFingerprint.of(entry.stack());
            Must.hold(Site.of(entry.stack()).toString().length() <= 2 * Site.MAX_LENGTH, "a long site", entry);
            counted += entry.count();
            Must.hold(counted > 0, "counts that overflow", entry);
        }
        Must.hold(counted <= snapshot.goroutines(), "more goroutines on stacks than there are", snapshot);
    }

    static void problems(List<String> problems) {
        Must.hold(problems.size() <= PROBLEMS, "more problems than allowed", problems.size());
        for (String problem : problems) {
            Must.hold(!problem.isBlank() && problem.length() <= PROBLEM_CHARS, "an odd problem", problem);
        }
    }

    private static void detail(StackCount entry) {
        StackDetail detail = entry.detail();
        Must.hold(detail.leaked() >= 0 && detail.leaked() <= entry.count(), "leaks that are not there", entry);
        Must.hold(detail.minMinutes() >= 0 && detail.minMinutes() <= detail.maxMinutes(), "odd minutes", entry);
        Must.hold(detail.ids().size() <= entry.count(), "more ids than goroutines", entry);
    }
}
