package io.deadlockwatch.core.waitfor;

import io.deadlockwatch.core.waitfor.model.LockMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A few goroutines and {@code RWMutex}es at one moment. Each goroutine holds some of the locks, and waits for one or runs; once it runs it gives all back and ends.
 */
record SmallWorld(List<Actor> goroutines, int locks) {

    /**
     * A goroutine.
     *
     * @param held for each lock how it holds it, if it does
     * @param awaited number of a lock; {@code -1} if it runs
     */
    record Actor(List<Optional<LockMode>> held, int awaited, AwaitMode mode) {
        boolean holds(int lock, LockMode mode) {
            return held.get(lock).equals(Optional.of(mode));
        }
    }

    SmallWorld {
        goroutines = List.copyOf(goroutines);
    }

    /** Every state that can come about. */
    static List<SmallWorld> all(int goroutines, int locks) {
        List<Actor> actors = actors(locks);
        List<SmallWorld> worlds = new ArrayList<>();
        int[] choice = new int[goroutines];
        int at = 0;
        while (at >= 0) {
            List<Actor> chosen = new ArrayList<>();
            for (int i : choice) {
                chosen.add(actors.get(i));
            }
            SmallWorld world = new SmallWorld(chosen, locks);
            if (world.isPossible()) {
                worlds.add(world);
            }
            at = goroutines - 1;
            while (at >= 0 && ++choice[at] == actors.size()) {
                choice[at--] = 0;
            }
        }
        return worlds;
    }

    /** The goroutines that no execution lets end. */
    Set<Integer> stuck() {
        Set<Integer> stuck = new TreeSet<>();
        for (int g = 0; g < goroutines.size(); g++) {
            stuck.add(g);
        }
        Set<List<Optional<Actor>>> seen = new HashSet<>();
        Deque<List<Optional<Actor>>> open = new ArrayDeque<>();
        List<Optional<Actor>> start = goroutines.stream().map(Optional::of).toList();
        seen.add(start);
        open.add(start);
        while (!open.isEmpty()) {
            List<Optional<Actor>> state = open.remove();
            for (int g = 0; g < state.size(); g++) {
                Optional<Optional<Actor>> next = step(state, g);
                if (next.isPresent()) {
                    if (next.get().isEmpty()) {
                        stuck.remove(g);
                    }
                    List<Optional<Actor>> after = new ArrayList<>(state);
                    after.set(g, next.get());
                    if (seen.add(after)) {
                        open.add(after);
                    }
                }
            }
        }
        return stuck;
    }

    /** What a goroutine is after its next step, none if it cannot take one; inside, none for one that has ended. */
    private static Optional<Optional<Actor>> step(List<Optional<Actor>> state, int g) {
        if (state.get(g).isEmpty()) {
            return Optional.empty();
        }
        Actor actor = state.get(g).get();
        int lock = actor.awaited();
        if (lock < 0) {
            return Optional.of(Optional.empty());
        }
        List<Actor> alive = state.stream().flatMap(Optional::stream).toList();
        boolean written = alive.stream().anyMatch(other -> other.holds(lock, LockMode.WRITE));
        boolean read = alive.stream().anyMatch(other -> other.holds(lock, LockMode.READ));
        boolean writerFirst =
                alive.stream().anyMatch(other -> other.awaited() == lock && other.mode() == AwaitMode.READERS_GONE);
        return switch (actor.mode()) {
            case READ -> written || writerFirst ? Optional.empty() : running(actor);
            case READERS_GONE -> read ? Optional.empty() : running(actor);
            case EXCLUSIVE ->
                written || writerFirst
                        ? Optional.empty()
                        : read
                                ? Optional.of(Optional.of(new Actor(actor.held(), lock, AwaitMode.READERS_GONE)))
                                : running(actor);
        };
    }

    /** It has the lock now; what it has at last it gives back in its next step, so one step does for both. */
    private static Optional<Optional<Actor>> running(Actor actor) {
        return Optional.of(Optional.of(new Actor(actor.held(), -1, actor.mode())));
    }

    private static List<Actor> actors(int locks) {
        List<List<Optional<LockMode>>> held = new ArrayList<>(List.of(List.of()));
        for (int lock = 0; lock < locks; lock++) {
            List<List<Optional<LockMode>>> longer = new ArrayList<>();
            for (List<Optional<LockMode>> prefix : held) {
                for (Optional<LockMode> mode :
                        List.of(Optional.<LockMode>empty(), Optional.of(LockMode.READ), Optional.of(LockMode.WRITE))) {
                    List<Optional<LockMode>> more = new ArrayList<>(prefix);
                    more.add(mode);
                    longer.add(more);
                }
            }
            held = longer;
        }
        List<Actor> actors = new ArrayList<>();
        for (List<Optional<LockMode>> each : held) {
            actors.add(new Actor(each, -1, AwaitMode.EXCLUSIVE));
            for (int lock = 0; lock < locks; lock++) {
                for (AwaitMode mode : AwaitMode.values()) {
                    actors.add(new Actor(each, lock, mode));
                }
            }
        }
        return actors;
    }

    /** Nobody owns what another one owns, and whoever waits has a reason to. */
    private boolean isPossible() {
        for (int lock = 0; lock < locks; lock++) {
            int number = lock;
            long writers = count(actor -> actor.holds(number, LockMode.WRITE));
            long readers = count(actor -> actor.holds(number, LockMode.READ));
            long first = count(actor -> actor.awaited() == number && actor.mode() == AwaitMode.READERS_GONE);
            long other = count(actor -> actor.awaited() == number && actor.mode() != AwaitMode.READERS_GONE);
            boolean owners = writers + first <= 1 && (writers == 0 || readers == 0);
            boolean reasons = (first == 0 || readers > 0) && (other == 0 || writers + first > 0);
            if (!owners || !reasons) {
                return false;
            }
        }
        return true;
    }

    private long count(Predicate<Actor> which) {
        return goroutines.stream().filter(which).count();
    }
}
