package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts waiters into queues and finds who blocks each.
 *
 * <p>The rules of {@code sync.RWMutex}: writers take turns on a mutex inside it; the one that has it waits for the readers that are in, and from then on no reader
 * gets in. So a reader waits for the writer that is in or first in line, never for another reader; the first writer waits for readers only; the other writers wait
 * for it, and with it for the readers.
 */
final class QueueBuilder {

    private record Key(Term term, LockClass lock, AwaitMode mode) {}

    private final Map<Term, List<Hold>> holds = new HashMap<>();
    private final Map<Term, List<Integer>> firstWriters = new HashMap<>();
    private final Map<Key, List<Integer>> waiters = new LinkedHashMap<>();

    QueueBuilder(List<Hold> holds, List<Await> awaits) {
        for (Hold hold : holds) {
            this.holds.computeIfAbsent(hold.term(), term -> new ArrayList<>()).add(hold);
        }
        for (Await await : awaits) {
            waiters.computeIfAbsent(new Key(await.term(), await.lock(), await.mode()), key -> new ArrayList<>())
                    .add(await.goroutine());
            if (await.mode() == AwaitMode.READERS_GONE) {
                firstWriters
                        .computeIfAbsent(await.term(), term -> new ArrayList<>())
                        .add(await.goroutine());
            }
        }
    }

    List<LockQueue> queues() {
        List<LockQueue> queues = new ArrayList<>();
        waiters.forEach((key, waiting) -> queues.add(queue(key, waiting)));
        return queues;
    }

    /** Whether two goroutines surely own one lock at once, which no lock allows: then the model is not that of this program. */
    boolean isContradictory() {
        for (Map.Entry<Term, List<Hold>> lock : holds.entrySet()) {
            List<Hold> certain =
                    lock.getValue().stream().filter(QueueBuilder::surelyShown).toList();
            long writers = certain.stream()
                            .filter(hold -> hold.mode() == LockMode.WRITE)
                            .count()
                    + firstWriters.getOrDefault(lock.getKey(), List.of()).size();
            boolean ownerAndOther = writers == 1
                    && certain.stream().anyMatch(hold -> hold.mode() == LockMode.WRITE)
                    && certain.size() > 1;
            if (writers > 1 || ownerAndOther) {
                return true;
            }
        }
        return firstWriters.values().stream().anyMatch(writers -> writers.size() > 1);
    }

    private static boolean surelyShown(Hold hold) {
        return hold.certain() && !hold.lock().kind().hidesMode();
    }

    private LockQueue queue(Key key, List<Integer> waiting) {
        List<Blocker> certain = new ArrayList<>();
        List<Blocker> possible = new ArrayList<>();
        boolean handoff = key.lock().handoff();
        for (Hold hold : holds.getOrDefault(key.term(), List.of())) {
            boolean hides = hold.lock().kind().hidesMode();
            boolean blocks =
                    switch (key.mode()) {
                        case READ -> hold.mode() == LockMode.WRITE && !hides;
                        case READERS_GONE -> hold.mode() == LockMode.READ;
                        case EXCLUSIVE -> true;
                    };
            Blocker blocker = new Blocker(hold.goroutine(), Optional.of(hold));
            if (hold.certain() && !handoff && blocks) {
                certain.add(blocker);
            } else if (Suspects.mayOwn(hold, key.mode())) {
                possible.add(blocker);
            }
        }
        if (key.mode() != AwaitMode.READERS_GONE) {
            for (int writer : firstWriters.getOrDefault(key.term(), List.of())) {
                certain.add(new Blocker(writer, Optional.empty()));
            }
        }
        return new LockQueue(key.term(), key.lock(), key.mode(), waiting, certain, possible);
    }
}
