package io.deadlockwatch.core.waitfor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * The strongly connected components of a directed graph, by Tarjan's algorithm with a stack of its own: a chain of a hundred thousand waiters must not be a hundred
 * thousand Java frames.
 */
final class StronglyConnected {

    private final int[][] successors;
    private final int[] index;
    private final int[] low;
    private final boolean[] open;
    private final int[] next;
    private final Deque<Integer> unfinished = new ArrayDeque<>();
    private final List<List<Integer>> components = new ArrayList<>();
    private int count;

    private StronglyConnected(int[][] successors) {
        int n = successors.length;
        this.successors = successors;
        this.index = new int[n];
        this.low = new int[n];
        this.open = new boolean[n];
        this.next = new int[n];
        Arrays.fill(index, -1);
    }

    /** The components that hold a cycle: with more than one node, or with an edge from a node to itself. */
    static List<List<Integer>> cyclic(int[][] successors) {
        StronglyConnected search = new StronglyConnected(successors);
        for (int node = 0; node < successors.length; node++) {
            if (search.index[node] < 0) {
                search.from(node);
            }
        }
        return search.components;
    }

    private void from(int root) {
        Deque<Integer> path = new ArrayDeque<>();
        enter(root, path);
        while (!path.isEmpty()) {
            int node = path.element();
            if (next[node] < successors[node].length) {
                int successor = successors[node][next[node]++];
                if (index[successor] < 0) {
                    enter(successor, path);
                } else if (open[successor]) {
                    low[node] = Math.min(low[node], index[successor]);
                }
            } else {
                path.pop();
                if (!path.isEmpty()) {
                    low[path.element()] = Math.min(low[path.element()], low[node]);
                }
                if (low[node] == index[node]) {
                    close(node);
                }
            }
        }
    }

    private void enter(int node, Deque<Integer> path) {
        index[node] = low[node] = count++;
        open[node] = true;
        unfinished.push(node);
        path.push(node);
    }

    private void close(int root) {
        List<Integer> component = new ArrayList<>();
        int node;
        do {
            node = unfinished.pop();
            open[node] = false;
            component.add(node);
        } while (node != root);
        if (component.size() > 1 || Arrays.stream(successors[root]).anyMatch(to -> to == root)) {
            components.add(component);
        }
    }
}
