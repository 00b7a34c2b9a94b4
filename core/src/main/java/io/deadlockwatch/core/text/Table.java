package io.deadlockwatch.core.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hash table whose entries are found by bytes that lie elsewhere: the caller compares. It only grows. */
final class Table<E extends Table.Entry<E>> {

    /** What a table holds: its hash, and the next entry in the same slot. */
    abstract static class Entry<E extends Entry<E>> {
        final int hash;

        @Nullable
        E next;

        Entry(int hash) {
            this.hash = hash;
        }
    }

    private List<@Nullable E> slots = empty(256);
    private int size;

    int size() {
        return size;
    }

    /** The first of the entries that may have this hash; the others follow by {@code next}. */
    @Nullable
    E first(int hash) {
        return slots.get(hash & (slots.size() - 1));
    }

    void add(E entry) {
        if (size++ >= slots.size()) {
            List<@Nullable E> old = slots;
            slots = empty(2 * old.size());
            for (E head : old) {
                for (E each = head; each != null; ) {
                    E following = each.next;
                    link(each);
                    each = following;
                }
            }
        }
        link(entry);
    }

    private void link(E entry) {
        entry.next = slots.set(entry.hash & (slots.size() - 1), entry);
    }

    private static <E> List<@Nullable E> empty(int size) {
        List<@Nullable E> slots = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            slots.add(null);
        }
        return slots;
    }
}
