package io.deadlockwatch.core.waitfor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a stuck set into parts that have nothing to do with each other. Left out are those whom nobody in the set waits for, if it is known for whom they wait: they
 * are behind it.
 */
final class ClosedSets {

    private final Suspects suspects;
    private final BitSet members;
    private final BitSet waitedFor = new BitSet();
    private final BitSet poolsJoined = new BitSet();
    private final int[] parent;

    private ClosedSets(Situation situation, Suspects suspects, BitSet members) {
        this.suspects = suspects;
        this.members = members;
        this.parent = new int[situation.goroutines().size()];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
    }

    /**
     * The parts, in the order of their first members.
     *
     * @param stuck who can never go on
     * @param known those of them of whom it is known already
     */
    static List<List<Integer>> of(Situation situation, Suspects suspects, BitSet stuck, BitSet known) {
        BitSet members = (BitSet) stuck.clone();
        members.andNot(known);
        ClosedSets sets = new ClosedSets(situation, suspects, members);
        BitSet behind = new BitSet();
        for (LockQueue queue : situation.queues()) {
            sets.join(queue, behind);
        }
        behind.andNot(sets.waitedFor);
        Map<Integer, List<Integer>> parts = new LinkedHashMap<>();
        members.stream().filter(member -> !behind.get(member)).forEach(member -> parts.computeIfAbsent(
                        sets.find(member), root -> new ArrayList<>())
                .add(member));
        return List.copyOf(parts.values());
    }

    private void join(LockQueue queue, BitSet behind) {
        int first = queue.waiters().getFirst();
        if (!members.get(first)) {
            return;
        }
        queue.waiters().forEach(waiter -> union(first, waiter));
        if (!queue.certain().isEmpty()) {
            queue.waiters().forEach(behind::set);
            queue.certain().forEach(blocker -> blocks(first, blocker.goroutine()));
            return;
        }
        queue.possible().forEach(blocker -> blocks(first, blocker.goroutine()));
        for (int pool : suspects.poolsOf(queue)) {
            // All members of a pool are one part once the first queue has joined them.
            if (poolsJoined.get(pool)) {
                blocks(first, suspects.members(pool).iterator().next());
            } else {
                poolsJoined.set(pool);
                suspects.members(pool).forEach(member -> blocks(first, member));
            }
        }
    }

    private void blocks(int waiter, int blocker) {
        if (members.get(blocker)) {
            waitedFor.set(blocker);
            union(waiter, blocker);
        }
    }

    private void union(int a, int b) {
        parent[find(b)] = find(a);
    }

    private int find(int goroutine) {
        int root = goroutine;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
