package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockKind;
import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may own a lock under an address that is not known, in pools: all queues for locks of one class share their suspects, so that their number does not multiply
 * with that of the queues.
 */
final class Suspects {

    /** Whether owners who write or readers are meant. */
    enum Role {
        OWNER,
        READER
    }

    /**
     * Which holds are in a pool.
     *
     * @param lock the class; null for all classes of the kind, or all that can be of any class of the kind
     * @param anyOnly whether only classes that can be any class count
     * @param address whether the holds whose address is known are meant, or the others
     */
    private record Pool(@Nullable LockClass lock, LockKind kind, boolean anyOnly, Role role, boolean address) {}

    private final Map<Pool, Integer> numbers = new HashMap<>();
    private final List<Set<Integer>> members = new ArrayList<>();

    Suspects(Situation situation) {
        for (Hold hold : situation.holds()) {
            for (Role role : Role.values()) {
                if (mayOwn(hold, role == Role.READER ? AwaitMode.READERS_GONE : AwaitMode.EXCLUSIVE)) {
                    add(hold.lock(), role, hold.term().isAddress(), hold.goroutine());
                }
            }
        }
        for (LockQueue queue : situation.queues()) {
            if (queue.mode() == AwaitMode.READERS_GONE) {
                queue.waiters()
                        .forEach(writer ->
                                add(queue.lock(), Role.OWNER, queue.term().isAddress(), writer));
            }
        }
    }

    /** Whether a hold can be what a waiter waits for, by its mode alone. */
    static boolean mayOwn(Hold hold, AwaitMode mode) {
        boolean reader = mode == AwaitMode.READERS_GONE;
        return hold.lock().kind().hidesMode() || (hold.mode() == LockMode.READ) == reader;
    }

    /** How many pools there are. */
    int size() {
        return members.size();
    }

    /** The goroutines in a pool. */
    Set<Integer> members(int pool) {
        return members.get(pool);
    }

    /** The pools whose members may own the lock that a queue waits for. */
    List<Integer> poolsOf(LockQueue queue) {
        Role role = queue.mode() == AwaitMode.READERS_GONE ? Role.READER : Role.OWNER;
        List<Integer> pools = new ArrayList<>();
        for (boolean address : new boolean[] {false, true}) {
            if (address && queue.term().isAddress()) {
                continue;
            }
            if (!queue.lock().isAnything()) {
                find(new Pool(queue.lock(), queue.lock().kind(), false, role, address), pools);
            }
            for (LockKind kind : LockKind.values()) {
                if (kind.canBe(queue.lock().kind())) {
                    find(new Pool(null, kind, !queue.lock().isAnything(), role, address), pools);
                }
            }
        }
        return pools;
    }

    private void find(Pool pool, List<Integer> found) {
        Integer number = numbers.get(pool);
        if (number != null) {
            found.add(number);
        }
    }

    private void add(LockClass lock, Role role, boolean address, int goroutine) {
        put(new Pool(lock, lock.kind(), false, role, address), goroutine);
        put(new Pool(null, lock.kind(), false, role, address), goroutine);
        if (lock.isAnything()) {
            put(new Pool(null, lock.kind(), true, role, address), goroutine);
        }
    }

    private void put(Pool pool, int goroutine) {
        int number = numbers.computeIfAbsent(pool, key -> {
            members.add(new LinkedHashSet<>());
            return members.size() - 1;
        });
        members.get(number).add(goroutine);
    }
}
