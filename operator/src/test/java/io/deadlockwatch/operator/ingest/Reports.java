package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.identity.StackFingerprint;
import io.deadlockwatch.core.protocol.LadderStatus;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.StackEntry;
import io.deadlockwatch.core.protocol.StackText;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.operator.testing.Given;
import java.util.List;
import java.util.Map;

/** Reports about the pod {@code shop/p}, and the same ones with one thing changed. */
final class Reports {

    private Reports() {}

    /** Everything there is: so many goroutines on each stack, for 200 s now. */
    static Report full(String epoch, long seq, Map<Stack, Long> counts) {
        return delta(epoch, seq, 0, counts, List.copyOf(counts.keySet()));
    }

    /** What changed since report {@code base}, and the texts of stacks that are new. */
    static Report delta(String epoch, long seq, long base, Map<Stack, Long> counts, List<Stack> news) {
        return new Report(
                new PodRef("shop", "p", "uid-p"),
                epoch,
                seq,
                base,
                "0.1.0",
                Given.target(TargetState.OK),
                Given.flawless(),
                List.of(),
                counts.entrySet().stream()
                        .map(count -> new StackEntry(id(count.getKey()), count.getValue(), count.getValue(), 200_000))
                        .toList(),
                news.stream().map(stack -> new StackText(id(stack), stack)).toList());
    }

    static String id(Stack stack) {
        return StackFingerprint.of(stack);
    }

    /** The same about another pod. */
    static Report about(PodRef pod, Report some) {
        return copy(some, pod, some.stacks(), some.ladder(), some.grownMillis());
    }

    /** The same with other texts. */
    static Report telling(Report some, List<StackText> texts) {
        return copy(some, some.pod(), texts, some.ladder(), some.grownMillis());
    }

    /** The same of a sampler that stands elsewhere on the ladder. */
    static Report climbing(Report some, LadderStatus ladder) {
        return copy(some, some.pod(), some.stacks(), ladder, some.grownMillis());
    }

    /** The same, with all ages grown by so much. */
    static Report aged(Report some, long millis) {
        return copy(some, some.pod(), some.stacks(), some.ladder(), millis);
    }

    private static Report copy(Report some, PodRef pod, List<StackText> stacks, LadderStatus ladder, long grownMillis) {
        return new Report(
                pod,
                some.epoch(),
                some.seq(),
                some.base(),
                some.sampler(),
                some.target(),
                some.window(),
                some.snapshots(),
                some.entries(),
                stacks,
                ladder,
                grownMillis);
    }
}
