package io.deadlockwatch.core.waitfor;

import java.util.List;
import java.util.OptionalLong;

/**
 * Who holds and who waits for what, for drawing. Only goroutines that wait for a lock, and those that hold or may hold one at a place that is known.
 *
 * @param goroutines in the order of the dump
 * @param locks those that somebody holds or waits for
 */
public record WaitForGraph(List<Node> goroutines, List<Lock> locks, List<HeldBy> held, List<WaitsFor> waits) {

    /** A goroutine: its id, its state in Go's words, and where it stands. */
    public record Node(long id, String state, String where) {}

    /** A lock: its number in {@link #locks}, what it is called, and its address where that is known. */
    public record Lock(int number, String name, OptionalLong address) {}

    /**
     * A goroutine holds a lock.
     *
     * @param reading whether it holds it for reading
     * @param certain whether it surely does, or only may
     * @param place where it took it
     */
    public record HeldBy(int lock, long goroutine, boolean reading, boolean certain, String place) {}

    /** A goroutine waits for a lock. */
    public record WaitsFor(long goroutine, int lock, boolean reading) {}

    public WaitForGraph {
        goroutines = List.copyOf(goroutines);
        locks = List.copyOf(locks);
        held = List.copyOf(held);
        waits = List.copyOf(waits);
    }

    /** Nobody holds or waits for anything. */
    static final WaitForGraph EMPTY = new WaitForGraph(List.of(), List.of(), List.of(), List.of());
}
