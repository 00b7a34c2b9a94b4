package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Goroutine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the goroutines of a dump hold and wait for, all addresses resolved as far as they can be.
 *
 * @param goroutines in the order of the dump: others refer to them by their position
 * @param holds of all goroutines
 * @param queues who waits
 * @param complete whether nothing of the process is missing
 * @param misfits what in the dump does not fit the model, in words
 */
record Situation(
        List<Goroutine> goroutines, List<Hold> holds, List<LockQueue> queues, boolean complete, List<String> misfits) {
    Situation {
        goroutines = List.copyOf(goroutines);
        holds = List.copyOf(holds);
        queues = List.copyOf(queues);
        misfits = List.copyOf(misfits);
    }

    long id(int goroutine) {
        return goroutines.get(goroutine).id();
    }

    /** The ids of goroutines, in ascending order. */
    List<Long> ids(Iterable<Integer> positions) {
        List<Long> ids = new ArrayList<>();
        positions.forEach(position -> ids.add(id(position)));
        ids.sort(null);
        return ids;
    }

    /** For each goroutine the number of the queue it stands in, {@code -1} for none. */
    int[] queueOf() {
        int[] queueOf = new int[goroutines.size()];
        Arrays.fill(queueOf, -1);
        for (int i = 0; i < queues.size(); i++) {
            for (int waiter : queues.get(i).waiters()) {
                queueOf[waiter] = i;
            }
        }
        return queueOf;
    }
}
