package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Goroutine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finds why goroutines wait that are in no deadlock: holders that wait for something else, and locks that nobody holds any more. */
final class LockCauses {

    private final Situation situation;
    private final CertainWaits waits;
    private final Suspects suspects;
    private final ClaimWords words;
    private final BitSet claimed;
    private final BitSet named = new BitSet();

    /** @param claimed of whom something is said already; those found are added */
    LockCauses(Situation situation, CertainWaits waits, Suspects suspects, ClaimWords words, BitSet claimed) {
        this.situation = situation;
        this.waits = waits;
        this.suspects = suspects;
        this.words = words;
        this.claimed = claimed;
    }

    void find(Consumer<Claim> found) {
        for (LockQueue queue : situation.queues()) {
            if (!claimed.get(queue.waiters().getFirst())) {
                blockedHolder(queue, found);
            }
        }
        if (situation.complete()) {
            for (LockQueue queue : situation.queues()) {
                if (!claimed.get(queue.waiters().getFirst()) && isOrphaned(queue)) {
                    queue.waiters().forEach(claimed::set);
                    found.accept(new Orphan(
                            situation.ids(queue.waiters()),
                            words.lock(queue),
                            words.place(queue.waiters().getFirst()),
                            queue.lock().leakedBy()));
                }
            }
        }
    }

    /** One who surely holds the lock, or the only one that can. */
    private void blockedHolder(LockQueue queue, Consumer<Claim> found) {
        for (int owner : queue.certain().isEmpty() ? onlyOwner(queue) : words.owners(queue)) {
            Goroutine holder = situation.goroutines().get(owner);
            if (waits.queue(owner).isEmpty() && holder.state().canBlockForEver() && !named.get(owner)) {
                named.set(owner);
                found.accept(new BlockedHolder(
                        holder.id(),
                        holder.state().words(),
                        Words.place(holder),
                        words.step(queue.waiters().getFirst(), queue, owner),
                        situation.ids(behind(owner, queue))));
                return;
            }
        }
    }

    /** The one goroutine that can own the lock; empty if there are more, or if not all that can are known. */
    private Set<Integer> onlyOwner(LockQueue queue) {
        if (!situation.complete() || !StuckSet.excluded(queue).isEmpty()) {
            return Set.of();
        }
        Set<Integer> owners = new TreeSet<>();
        queue.possible().stream().limit(2).map(Blocker::goroutine).forEach(owners::add);
        for (int pool : suspects.poolsOf(queue)) {
            suspects.members(pool).stream().limit(2).forEach(owners::add);
        }
        return owners.size() == 1 && queue.possible().stream().allMatch(each -> owners.contains(each.goroutine()))
                ? owners
                : Set.of();
    }

    private Set<Integer> behind(int holder, LockQueue queue) {
        Set<Integer> all = new TreeSet<>(queue.waiters());
        BitSet from = new BitSet();
        from.set(holder);
        queue.waiters().forEach(from::set);
        List<Integer> others = new ArrayList<>();
        waits.behind(from).forEach(behind -> others.addAll(behind.waiters()));
        all.addAll(others);
        all.removeIf(claimed::get);
        all.forEach(claimed::set);
        return all;
    }

    private boolean isOrphaned(LockQueue queue) {
        return !queue.lock().isAnything()
                && !queue.lock().handoff()
                && !queue.lock().open()
                && !queue.lock().leakedBy().isEmpty()
                && queue.certain().isEmpty()
                && queue.possible().isEmpty()
                && suspects.poolsOf(queue).isEmpty();
    }
}
