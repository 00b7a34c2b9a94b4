package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.StackEntry;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator holds of each stack: the entry acknowledged last, older by what all have grown since. One that is in here has its text there too, even if it is gone
 * (count 0): many stacks of a busy server come and go.
 */
final class ToldStacks {

    /** Room for goodbyes beside everything a ledger holds. */
    private static final int MOST = 4_096;

    /** An entry, and how much all had grown by then. */
    private record Told(StackEntry entry, long grownBefore) {}

    private final LinkedHashMap<String, Told> told = new LinkedHashMap<>(64, 0.75f, true);
    private long grown;

    @Nullable
    StackEntry get(String id) {
        Told last = told.get(id);
        return last == null ? null : last.entry.olderBy(grown - last.grownBefore);
    }

    void grow(long millis) {
        grown += millis;
    }

    void put(StackEntry entry) {
        told.put(entry.stack(), new Told(entry, grown));
    }

    /** Forgets goodbyes beyond the room, oldest first: their text would have to be told again. */
    void trim() {
        Iterator<Told> eldest = told.values().iterator();
        while (told.size() > MOST && eldest.hasNext()) {
            if (eldest.next().entry.count() == 0) {
                eldest.remove();
            }
        }
    }

    void clear() {
        told.clear();
        grown = 0;
    }
}
