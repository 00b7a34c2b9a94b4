package io.deadlockwatch.cli.graph;

import io.deadlockwatch.core.snapshot.Dump;
import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.waitfor.Confirmation;
import io.deadlockwatch.core.waitfor.WaitForAnalysis;
import io.deadlockwatch.core.waitfor.WaitForGraph;
import io.deadlockwatch.core.waitfor.WaitForVerdicts;
import io.deadlockwatch.core.waitfor.model.BlockingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one or two dumps tell of locks.
 *
 * @param graph of the last dump
 * @param claims of the last dump, those that prove most first, and whether the other dump bears them out
 * @param involved the goroutines that the claims speak of, by id
 * @param notes what is not said, and why
 */
public record LockStory(
        WaitForGraph graph, List<Confirmation.Verdict> claims, Map<Long, Goroutine> involved, List<String> notes) {

    private static final String NO_MODEL =
            "no --model: who holds a lock is not known, so no deadlock can be told; deadlock-guard model ./... -o model.json makes one";
    private static final String ONE_DUMP =
            "one dump alone proves nothing for good: a second one that shows the same turns these claims into proof";
    private static final String CUT = "the dump is not complete: goroutines that are missing may hold locks";

    public LockStory {
        claims = List.copyOf(claims);
        involved = Map.copyOf(involved);
        notes = List.copyOf(notes);
    }

    /**
     * Tells it.
     *
     * @param dumps one or two of the same process, oldest first
     */
    public static LockStory of(Optional<BlockingModel> model, List<Dump> dumps) {
        Dump last = dumps.getLast();
        List<String> notes = new ArrayList<>();
        if (!last.complete()) {
            notes.add(CUT);
        }
        if (model.isEmpty()) {
            notes.add(NO_MODEL);
            return new LockStory(AwaitedLocks.of(last), List.of(), Map.of(), notes);
        }
        WaitForVerdicts verdicts = new WaitForAnalysis().analyse(model.get(), last);
        notes.addAll(verdicts.refusals());
        List<Confirmation.Verdict> claims;
        if (dumps.size() > 1) {
            claims = Confirmation.of(new WaitForAnalysis().analyse(model.get(), dumps.getFirst()), verdicts);
        } else {
            claims = Confirmation.none(verdicts);
            if (claims.stream().anyMatch(verdict -> verdict.claim().isDeadlock())) {
                notes.add(ONE_DUMP);
            }
        }
        return new LockStory(verdicts.graph(), claims, verdicts.involved(), notes);
    }

    /** Whether some goroutines are said to be deadlocked. */
    public boolean hasDeadlock() {
        return claims.stream().anyMatch(verdict -> verdict.claim().isDeadlock());
    }
}
