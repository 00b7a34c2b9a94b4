package io.deadlockwatch.operator.incident;

import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.snapshot.Stack;
import java.time.Duration;
import java.util.Optional;

/**
 * A site in one pod, as last reported: all stacks of the site together.
 *
 * @param count goroutines on them
 * @param worst of the stacks, with what is to be said against it; empty: nothing
 */
public record Sighting(long count, Optional<Worst> worst) {

    /**
     * The stack of a site that most is said against.
     *
     * @param processes in how many processes of the workload it stood within an hour; 0: in no other one
     * @param waitFor who waits for whom; empty if not known
     */
    public record Worst(Stack stack, Judgement judgement, Duration blockedFor, int processes, String waitFor) {

        /** Of one process, and nothing known of locks. */
        public Worst(Stack stack, Judgement judgement, Duration blockedFor) {
            this(stack, judgement, blockedFor, 0, "");
        }
    }
}
