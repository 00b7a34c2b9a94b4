package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.snapshot.Goroutine;
import io.deadlockwatch.core.waitfor.WaitForGraph.HeldBy;
import io.deadlockwatch.core.waitfor.WaitForGraph.Lock;
import io.deadlockwatch.core.waitfor.WaitForGraph.Node;
import io.deadlockwatch.core.waitfor.WaitForGraph.WaitsFor;
import io.deadlockwatch.core.waitfor.model.LockClass;
import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Makes of a situation what renderers draw. */
final class GraphBuilder {

    private final Situation situation;
    private final Map<Term, LockClass> classes = new LinkedHashMap<>();
    private final Map<Term, Integer> numbers = new LinkedHashMap<>();

    private GraphBuilder(Situation situation) {
        this.situation = situation;
    }

    static WaitForGraph of(Situation situation) {
        return new GraphBuilder(situation).graph();
    }

    private WaitForGraph graph() {
        List<HeldBy> held = new ArrayList<>();
        List<WaitsFor> waits = new ArrayList<>();
        TreeSet<Integer> shown = new TreeSet<>();
        for (Hold hold : situation.holds()) {
            if (hold.place().isPresent()) {
                shown.add(hold.goroutine());
                held.add(new HeldBy(
                        number(hold.term(), hold.lock()),
                        situation.id(hold.goroutine()),
                        hold.mode() == LockMode.READ,
                        hold.certain(),
                        hold.place().get()));
            }
        }
        for (LockQueue queue : situation.queues()) {
            int lock = number(queue.term(), queue.lock());
            for (int waiter : queue.waiters()) {
                shown.add(waiter);
                waits.add(new WaitsFor(situation.id(waiter), lock, queue.mode() == AwaitMode.READ));
            }
        }
        List<Node> nodes = new ArrayList<>();
        for (int position : shown) {
            Goroutine goroutine = situation.goroutines().get(position);
            nodes.add(new Node(goroutine.id(), goroutine.state().words(), Words.place(goroutine)));
        }
        List<Lock> locks = new ArrayList<>();
        numbers.forEach((term, number) -> locks.add(new Lock(
                number,
                Words.name(classes.getOrDefault(term, Hold.ANYTHING), term),
                term.isAddress() ? OptionalLong.of(term.offset()) : OptionalLong.empty())));
        return new WaitForGraph(nodes, locks, held, waits);
    }

    /** One lock can be known by several classes; the one that names it best is that which cannot be any other. */
    private int number(Term term, LockClass lock) {
        classes.merge(term, lock, (old, other) -> old.isAnything() ? other : old);
        return numbers.computeIfAbsent(term, key -> numbers.size());
    }
}
