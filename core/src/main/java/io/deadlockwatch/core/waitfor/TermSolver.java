package io.deadlockwatch.core.waitfor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which terms must be equal, given that some are.
 *
 * <p>Congruence closure over two operations: adding a constant, and loading the pointer that is stored at an address. It is a union-find in which every node also
 * knows its distance from its parent, so {@code x + 8 = y} joins x and y at distance 8, and every root knows the loads from it by offset: when two roots become one,
 * loads from the same place do as well. Node {@link #ZERO} has the value 0 and is always a root, so a term below it is an address that is known.
 *
 * <p>Equations that give one node two distances from itself contradict each other: then the premises were wrong, and no answer of this solver means anything.
 */
final class TermSolver {

    /** The node whose value is 0. */
    static final int ZERO = 0;

    private int[] parent = new int[64];
    private long[] distance = new long[64];
    private int[] weight = new int[64];
    private final List<Map<Long, Integer>> loads = new ArrayList<>();
    private final Deque<Term[]> pending = new ArrayDeque<>();
    private int size;
    private boolean contradicted;

    TermSolver() {
        unknown();
    }

    /** A term of which nothing is known. */
    Term unknown() {
        if (size == parent.length) {
            parent = Arrays.copyOf(parent, 2 * size);
            distance = Arrays.copyOf(distance, 2 * size);
            weight = Arrays.copyOf(weight, 2 * size);
        }
        parent[size] = size;
        weight[size] = 1;
        loads.add(Map.of());
        return new Term(size++, 0);
    }

    /** How many nodes there are. */
    int size() {
        return size;
    }

    /** The pointer that is stored at an address. */
    Term load(Term address) {
        Term at = find(address);
        Integer known = loads.get(at.node()).get(at.offset());
        if (known != null) {
            return new Term(known, 0);
        }
        Term loaded = unknown();
        loadsFrom(at.node()).put(at.offset(), loaded.node());
        return loaded;
    }

    /** Takes two terms for equal from now on. */
    void equate(Term a, Term b) {
        pending.push(new Term[] {a, b});
        while (!pending.isEmpty()) {
            Term[] pair = pending.pop();
            join(find(pair[0]), find(pair[1]));
        }
    }

    /** The one term that stands for all that equal this one; no longer so after the next equation. */
    Term find(Term term) {
        int root = term.node();
        long offset = 0;
        while (parent[root] != root) {
            offset += distance[root];
            root = parent[root];
        }
        compress(term.node(), root, offset);
        return new Term(root, term.offset() + offset);
    }

    /** Whether the equations contradict each other. */
    boolean isContradicted() {
        return contradicted;
    }

    private void compress(int node, int root, long toRoot) {
        int at = node;
        long rest = toRoot;
        while (parent[at] != root && at != root) {
            int next = parent[at];
            long step = distance[at];
            parent[at] = root;
            distance[at] = rest;
            rest -= step;
            at = next;
        }
    }

    private void join(Term a, Term b) {
        if (a.node() == b.node()) {
            contradicted |= a.offset() != b.offset();
            return;
        }
        boolean keepA = a.node() == ZERO || (b.node() != ZERO && weight[a.node()] >= weight[b.node()]);
        Term kept = keepA ? a : b;
        Term gone = keepA ? b : a;
        long apart = kept.offset() - gone.offset();
        parent[gone.node()] = kept.node();
        distance[gone.node()] = apart;
        weight[kept.node()] += weight[gone.node()];
        moveLoads(gone.node(), kept.node(), apart);
    }

    private void moveLoads(int from, int to, long apart) {
        Map<Long, Integer> moved = loads.get(from);
        loads.set(from, Map.of());
        for (Map.Entry<Long, Integer> load : moved.entrySet()) {
            Integer other = loadsFrom(to).putIfAbsent(load.getKey() + apart, load.getValue());
            if (other != null) {
                pending.push(new Term[] {new Term(other, 0), new Term(load.getValue(), 0)});
            }
        }
    }

    private Map<Long, Integer> loadsFrom(int root) {
        Map<Long, Integer> existing = loads.get(root);
        if (existing instanceof HashMap<Long, Integer>) {
            return existing;
        }
        Map<Long, Integer> created = new HashMap<>();
        loads.set(root, created);
        return created;
    }
}
