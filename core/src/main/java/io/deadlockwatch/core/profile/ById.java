package io.deadlockwatch.core.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Things by number, zero or more. Go numbers a profile's locations, functions and strings one after the other: those stand in a list. Numbers that leave gaps, which
 * other writers may choose, go to a map; so memory is in proportion to the things, whatever their numbers are.
 */
final class ById<T> {

    private static final int GAP = 64;

    private final List<@Nullable T> inOrder = new ArrayList<>();
    private final Map<Long, T> others = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    @Nullable
    T get(long id) {
        T there = id >= 0 && id < inOrder.size() ? inOrder.get((int) id) : null;
        return there != null || others.isEmpty() ? there : others.get(id);
    }

    /** Whether this is the first thing with its number; another one is not kept. */
    boolean putIfAbsent(long id, T thing) {
        if (get(id) != null) {
            return false;
        }
        put(id, thing);
        return true;
    }

    /** Takes the place of what has this number. */
    void put(long id, T thing) {
        boolean fresh = get(id) == null;
        size += fresh ? 1 : 0;
        if (id < 0 || id >= 2L * size + GAP) {
            others.put(id, thing);
            return;
        }
        while (inOrder.size() <= id) {
            inOrder.add(null);
        }
        inOrder.set((int) id, thing);
    }
}
