package io.deadlockwatch.cli.graph;

import io.deadlockwatch.core.waitfor.WaitForGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A wait-for graph made small enough to look at. Goroutines that hold nothing and wait in one place for one lock are drawn as one; the locks that most wait for come first,
 * and beyond a limit they are only counted.
 *
 * @param locks most awaited first
 * @param leftOut locks that are not shown
 */
public record Picture(List<LockView> locks, int leftOut) {

    /** A lock, who holds it, and who waits for it. */
    public record LockView(WaitForGraph.Lock lock, List<Holder> holders, List<Waiters> waiters) {

        /** How many wait for it. */
        public long waiting() {
            return waiters.stream().mapToLong(group -> group.ids().size()).sum();
        }

        /** What it is called, with its address. */
        public String name() {
            if (lock.address().isEmpty()) {
                return lock.name();
            }
            String address = "0x" + Long.toHexString(lock.address().getAsLong());
            return lock.name().endsWith(address) ? lock.name() : lock.name() + " at " + address;
        }
    }

    /** Somebody who holds a lock, or may. */
    public record Holder(WaitForGraph.Node goroutine, WaitForGraph.HeldBy hold) {}

    /**
     * Goroutines that wait in one place.
     *
     * @param ids at least one
     */
    public record Waiters(List<Long> ids, String state, String where, boolean reading) {

        /** For example {@code goroutine 7}, {@code goroutines 7, 8}, {@code 120 goroutines (7, 8, 9, ...)}. */
        public String who() {
            if (ids.size() == 1) {
                return "goroutine " + ids.getFirst();
            }
            String some =
                    String.join(", ", ids.stream().limit(3).map(String::valueOf).toList());
            return ids.size() <= 3 ? "goroutines " + some : ids.size() + " goroutines (" + some + ", ...)";
        }
    }

    public Picture {
        locks = List.copyOf(locks);
    }

    /** What goroutines have in common that are drawn as one; one who holds something is a link of a chain, and stands alone. */
    private record Like(String state, String where, boolean reading, long alone) {}

    /** Draws at most so many locks. */
    public static Picture of(WaitForGraph graph, int most) {
        Map<Long, WaitForGraph.Node> nodes = new HashMap<>();
        graph.goroutines().forEach(node -> nodes.put(node.id(), node));
        Map<Integer, List<Holder>> holders = new HashMap<>();
        Set<Long> holding = new HashSet<>();
        for (WaitForGraph.HeldBy hold : graph.held()) {
            WaitForGraph.Node node = nodes.get(hold.goroutine());
            if (node != null) {
                holders.computeIfAbsent(hold.lock(), lock -> new ArrayList<>()).add(new Holder(node, hold));
                holding.add(hold.goroutine());
            }
        }
        Map<Integer, Map<Like, List<Long>>> waiting = new HashMap<>();
        for (WaitForGraph.WaitsFor wait : graph.waits()) {
            WaitForGraph.Node node = nodes.get(wait.goroutine());
            if (node != null) {
                long alone = holding.contains(node.id()) ? node.id() : -1;
                waiting.computeIfAbsent(wait.lock(), lock -> new LinkedHashMap<>())
                        .computeIfAbsent(
                                new Like(node.state(), node.where(), wait.reading(), alone), like -> new ArrayList<>())
                        .add(node.id());
            }
        }
        List<LockView> views = new ArrayList<>();
        for (WaitForGraph.Lock lock : graph.locks()) {
            List<Waiters> waiters = new ArrayList<>();
            waiting.getOrDefault(lock.number(), Map.of())
                    .forEach((like, ids) -> waiters.add(new Waiters(ids, like.state(), like.where(), like.reading())));
            views.add(new LockView(lock, holders.getOrDefault(lock.number(), List.of()), waiters));
        }
        views.sort(Comparator.comparingLong(LockView::waiting).reversed());
        return new Picture(views.subList(0, Math.min(most, views.size())), Math.max(0, views.size() - most));
    }
}
