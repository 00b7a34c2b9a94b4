package io.deadlockwatch.core.waitfor;

import java.util.List;

/**
 * Goroutines that wait for a lock that nobody in the dump can hold, and the functions that can return with such a lock held. A strong hint at a missing unlock, no
 * proof.
 *
 * @param goroutines in ascending order
 * @param lock what they wait for
 * @param where the first of them stands
 * @param leakedBy symbols of the functions
 */
public record Orphan(List<Long> goroutines, String lock, String where, List<String> leakedBy) implements Claim {

    public Orphan {
        goroutines = List.copyOf(goroutines);
        leakedBy = List.copyOf(leakedBy);
    }

    @Override
    public boolean isDeadlock() {
        return false;
    }

    @Override
    public List<String> reasons() {
        String wait = goroutines.size() == 1 ? " waits for " : " wait for ";
        return List.of(
                Words.goroutines(goroutines) + wait + lock + " in " + where + "; no goroutine of the dump can hold it",
                "missing unlock in " + String.join(" or ", leakedBy) + ": it can return with this lock held");
    }
}
