package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The edges that are sure: from a waiter to whom it cannot go on before. All waiters of a queue have the same, so the graph is one of queues. */
final class CertainWaits {

    private final Situation situation;
    private final int[] queueOf;
    private final List<List<Integer>> blockedBy;

    CertainWaits(Situation situation) {
        this.situation = situation;
        this.queueOf = situation.queueOf();
        this.blockedBy = queuesBlockedBy();
    }

    /**
     * Goroutines that wait for each other in a circle, each for the next and the last for the first; of each knot one shortest circle through the queue in which its
     * goroutine with the smallest position waits.
     */
    List<List<Integer>> cycles() {
        List<LockQueue> queues = situation.queues();
        int[][] successors = new int[queues.size()][];
        for (int i = 0; i < successors.length; i++) {
            successors[i] = queues.get(i).certain().stream()
                    .mapToInt(blocker -> queueOf[blocker.goroutine()])
                    .filter(queue -> queue >= 0)
                    .distinct()
                    .toArray();
        }
        List<List<Integer>> cycles = new ArrayList<>();
        for (List<Integer> knot : StronglyConnected.cyclic(successors)) {
            cycles.add(shortest(knot, successors));
        }
        cycles.sort((a, b) -> Integer.compare(a.getFirst(), b.getFirst()));
        return cycles;
    }

    /** Waiters for reading that surely hold the lock for reading already: a writer is ahead of them, and waits for them. */
    List<Integer> recursiveReaders() {
        return situation.holds().stream()
                .filter(hold -> hold.certain() && hold.mode() == LockMode.READ)
                .filter(hold -> queue(hold.goroutine())
                        .filter(queue -> queue.mode() == AwaitMode.READ
                                && queue.term().equals(hold.term())
                                && !queue.lock().handoff())
                        .isPresent())
                .map(Hold::goroutine)
                .distinct()
                .toList();
    }

    /** Goroutines that cannot go on before one of the given ones does, each with who blocks it; nearest first. The given ones are not among them. */
    List<Behind> behind(BitSet stuck) {
        List<Behind> behind = new ArrayList<>();
        BitSet seen = (BitSet) stuck.clone();
        BitSet queuesSeen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        stuck.stream().forEach(open::add);
        while (!open.isEmpty()) {
            int blocker = open.remove();
            for (int queue : blockedBy.get(blocker)) {
                if (queuesSeen.get(queue)) {
                    continue;
                }
                queuesSeen.set(queue);
                List<Integer> fresh = situation.queues().get(queue).waiters().stream()
                        .filter(waiter -> !seen.get(waiter))
                        .toList();
                fresh.forEach(seen::set);
                open.addAll(fresh);
                if (!fresh.isEmpty()) {
                    behind.add(new Behind(fresh, queue, blocker));
                }
            }
        }
        return behind;
    }

    /** Waiters of one queue, and the goroutine that surely blocks them. */
    record Behind(List<Integer> waiters, int queue, int blocker) {}

    /** The queue that a goroutine stands in. */
    Optional<LockQueue> queue(int goroutine) {
        return queueOf[goroutine] < 0
                ? Optional.empty()
                : Optional.of(situation.queues().get(queueOf[goroutine]));
    }

    private List<List<Integer>> queuesBlockedBy() {
        List<List<Integer>> blocked =
                new ArrayList<>(Collections.nCopies(situation.goroutines().size(), List.of()));
        for (int i = 0; i < situation.queues().size(); i++) {
            for (Blocker blocker : situation.queues().get(i).certain()) {
                if (blocked.get(blocker.goroutine()).isEmpty()) {
                    blocked.set(blocker.goroutine(), new ArrayList<>());
                }
                blocked.get(blocker.goroutine()).add(i);
            }
        }
        return blocked;
    }

    /** Breadth first from a queue to the blockers of its waiters, until one of them stands in that queue itself. */
    private List<Integer> shortest(List<Integer> knot, int[][] successors) {
        BitSet inKnot = new BitSet();
        knot.forEach(inKnot::set);
        int start = knot.stream()
                .min((a, b) -> Integer.compare(firstWaiter(a), firstWaiter(b)))
                .orElseThrow();
        int[] from = new int[successors.length];
        Arrays.fill(from, -1);
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int queue = open.remove();
            for (int to : successors[queue]) {
                if (to == start) {
                    return goroutines(start, queue, from);
                }
                if (inKnot.get(to) && from[to] < 0) {
                    from[to] = queue;
                    open.add(to);
                }
            }
        }
        throw new IllegalStateException("a knot without a cycle");
    }

    /** The blockers along a circle of queues: one that stands in the next queue each time, in the order in which they wait for each other. */
    private List<Integer> goroutines(int start, int last, int[] from) {
        List<Integer> cycle = new ArrayList<>();
        int to = start;
        for (int queue = last; ; queue = from[queue]) {
            cycle.add(blocker(queue, to));
            if (queue == start) {
                break;
            }
            to = queue;
        }
        // Walked from the end of the circle to its beginning: who blocks the last queue waits in the first.
        Collections.reverse(cycle);
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return cycle;
    }

    private int blocker(int queue, int standsIn) {
        return situation.queues().get(queue).certain().stream()
                .mapToInt(Blocker::goroutine)
                .filter(goroutine -> queueOf[goroutine] == standsIn)
                .min()
                .orElseThrow();
    }

    private int firstWaiter(int queue) {
        return situation.queues().get(queue).waiters().getFirst();
    }
}
