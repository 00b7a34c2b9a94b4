package io.deadlockwatch.core.waitfor;

import java.util.List;

/**
 * Goroutines each of which waits for a lock that only others of them can own. Who owns which is not known in all cases; that nobody else does is.
 *
 * @param goroutines in ascending order
 * @param reasons what each waits for, and who can own it
 */
public record ClosedSet(List<Long> goroutines, List<String> reasons) implements Claim {

    public ClosedSet {
        goroutines = List.copyOf(goroutines);
        reasons = List.copyOf(reasons);
    }

    @Override
    public boolean isDeadlock() {
        return true;
    }
}
