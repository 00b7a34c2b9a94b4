package io.deadlockwatch.core.waitfor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * The greatest set of waiters such that nobody outside can own what one of them waits for.
 *
 * <p>Starts with all waiters, and takes out those of every queue whose lock may be owned by somebody outside, until nothing changes. What is left can never go on:
 * each waits for a lock whose owner, whoever it is, is in the set and waits as well. A queue stays if one of those who surely block it is inside; without such,
 * if all who possibly do are. Each
 * goroutine is taken out once, and tells the queues and pools of {@link Suspects} it is in; so the whole is linear.
 */
final class StuckSet {

    private final Situation situation;
    private final Suspects suspects;
    private final BitSet forced;
    private final int[] queueOf;
    private final BitSet stuck = new BitSet();
    private final BitSet dropped = new BitSet();
    private final BitSet poolsOutside = new BitSet();
    private final List<List<Integer>> queuesOfGoroutine;
    private final List<List<Integer>> poolsOfGoroutine;
    private final List<List<Integer>> queuesOfPool;
    private final int[] surelyInside;
    private final Deque<Integer> toDrop = new ArrayDeque<>();

    private StuckSet(Situation situation, Suspects suspects, BitSet forced) {
        this.situation = situation;
        this.suspects = suspects;
        this.forced = forced;
        this.queueOf = situation.queueOf();
        this.queuesOfGoroutine = lists(situation.goroutines().size());
        this.poolsOfGoroutine = lists(situation.goroutines().size());
        this.queuesOfPool = lists(suspects.size());
        this.surelyInside = new int[situation.queues().size()];
    }

    /**
     * Computes the set.
     *
     * @param forced goroutines that are known to be stuck anyway
     */
    static BitSet of(Situation situation, Suspects suspects, BitSet forced) {
        StuckSet set = new StuckSet(situation, suspects, forced);
        set.index();
        set.shrink();
        return set.stuck;
    }

    /** Why a queue can never be in such a set, or an empty text. */
    static String excluded(LockQueue queue) {
        if (queue.lock().handoff()) {
            return "some function unlocks it without having locked it";
        }
        if (!queue.certain().isEmpty()) {
            return "";
        }
        if (!queue.isKnown()) {
            return "the model does not know this lock";
        }
        if (queue.lock().open()) {
            return "code that was not analysed may lock it";
        }
        return queue.lock().lost() ? "a function may return with it locked, and then no stack shows its owner" : "";
    }

    private void index() {
        for (int goroutine = 0; goroutine < queueOf.length; goroutine++) {
            stuck.set(goroutine, queueOf[goroutine] >= 0 || forced.get(goroutine));
        }
        for (int pool = 0; pool < suspects.size(); pool++) {
            for (int member : suspects.members(pool)) {
                add(poolsOfGoroutine, member, pool);
                if (!stuck.get(member)) {
                    poolsOutside.set(pool);
                }
            }
        }
        for (int i = 0; i < situation.queues().size(); i++) {
            LockQueue queue = situation.queues().get(i);
            if (!excluded(queue).isEmpty()) {
                drop(i);
            } else if (!queue.certain().isEmpty()) {
                for (Blocker blocker : queue.certain()) {
                    add(queuesOfGoroutine, blocker.goroutine(), i);
                    surelyInside[i] += stuck.get(blocker.goroutine()) ? 1 : 0;
                }
                if (surelyInside[i] == 0) {
                    drop(i);
                }
            } else {
                possibleOwners(i, queue);
            }
        }
    }

    private void possibleOwners(int number, LockQueue queue) {
        boolean none = queue.possible().isEmpty();
        boolean outside = false;
        for (Blocker blocker : queue.possible()) {
            add(queuesOfGoroutine, blocker.goroutine(), number);
            outside |= !stuck.get(blocker.goroutine());
        }
        for (int pool : suspects.poolsOf(queue)) {
            none = false;
            add(queuesOfPool, pool, number);
            outside |= poolsOutside.get(pool);
        }
        if (none || outside) {
            drop(number);
        }
    }

    private void shrink() {
        while (!toDrop.isEmpty()) {
            for (int waiter : situation.queues().get(toDrop.remove()).waiters()) {
                if (stuck.get(waiter) && !forced.get(waiter)) {
                    stuck.clear(waiter);
                    left(waiter);
                }
            }
        }
    }

    private void left(int goroutine) {
        for (int number : queuesOfGoroutine.get(goroutine)) {
            if (situation.queues().get(number).certain().isEmpty() || --surelyInside[number] == 0) {
                drop(number);
            }
        }
        for (int pool : poolsOfGoroutine.get(goroutine)) {
            queuesOfPool.get(pool).forEach(this::drop);
            queuesOfPool.set(pool, List.of());
        }
    }

    private void drop(int queue) {
        if (!dropped.get(queue)) {
            dropped.set(queue);
            toDrop.add(queue);
        }
    }

    private static List<List<Integer>> lists(int size) {
        return new ArrayList<>(Collections.nCopies(size, List.of()));
    }

    private static void add(List<List<Integer>> lists, int at, int value) {
        if (lists.get(at).isEmpty()) {
            lists.set(at, new ArrayList<>());
        }
        lists.get(at).add(value);
    }
}
