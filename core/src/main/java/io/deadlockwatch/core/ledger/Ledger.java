package io.deadlockwatch.core.ledger;

import io.deadlockwatch.core.snapshot.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts of stacks over the good samples of one incarnation of a target, in fixed memory. Not safe for many threads.
 *
 * <p>A stack's <em>streak</em> is the run of samples, without a break, that ends with the last one. Every entry holds the count now and, over its streak, the
 * smallest count and the first time. A stack that one sample does not show is gone: its count is 0, and it starts anew if it comes back. A gone entry stays until
 * {@link #drop} so that its owner can tell others, but is the first to make room.
 *
 * <p>What has grown is told by smallest counts too: that of the last few samples against that of the whole streak ({@link LedgerEntry#growth}).
 *
 * <p>Entries are kept in the order in which they were last seen. A sample moves all that it shows to the end, so gone entries stand in front and are found in one
 * step. When there is none left to evict, a stack that is new finds no room and is turned away: what is already counted is never given up for it, or a sample with
 * more stacks than fit would replace the whole ledger each time and no streak would grow. Nothing is lost without a mark: {@link #other} tells what the last sample had and this ledger has
 * not, {@link #evicted} and {@link #turnedAway} what was lost since the beginning.
 */
public final class Ledger {

    /** Samples that count as recent. */
    static final int RECENT = 4;

    private final LedgerLimits limits;
    private final FramePool frames = new FramePool();
    private final LinkedHashMap<String, Row> rows = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Stack, String> ids = new HashMap<>();
    private long sample;
    private long evicted;
    private long turnedAway;
    private Other other = Other.NONE;

    public Ledger(LedgerLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes in one good sample.
     *
     * @param sightings stacks of interest, all of the sample's; an id that comes more than once is summed up
     * @param nanos when it was taken, by the monotonic clock
     */
    public void record(List<Sighting> sightings, long nanos) {
        sample++;
        for (Sighting sighting : sightings) {
            Row row = rows.get(sighting.id());
            if (row != null) {
                row.see(sighting.count(), sample, nanos);
            }
        }
        admitNew(sightings, nanos);
        for (Row row : rows.values()) {
            row.close(sample);
        }
    }

    private void admitNew(List<Sighting> sightings, long nanos) {
        Set<String> refused = new HashSet<>();
        long goroutines = 0;
        for (Sighting sighting : sightings) {
            Row row = rows.get(sighting.id());
            if (row == null) {
                if (makeRoom(sighting.stack())) {
                    Row admitted = new Row(frames.acquire(sighting.stack()), sample);
                    admitted.see(sighting.count(), sample, nanos);
                    rows.put(sighting.id(), admitted);
                    ids.put(admitted.stack, sighting.id());
                } else {
                    refused.add(sighting.id());
                    goroutines = sum(goroutines, sighting.count());
                }
            } else if (row.admitted == sample) {
                row.see(sighting.count(), sample, nanos);
            }
        }
        turnedAway += refused.size();
        other = new Other(refused.size(), goroutines);
    }

    private boolean makeRoom(Stack stack) {
        while (rows.size() >= limits.stacks() || frames.bytes() + frames.cost(stack) > limits.textBytes()) {
            Map.Entry<String, Row> eldest = rows.firstEntry();
            if (eldest == null || eldest.getValue().lastSample == sample) {
                return false;
            }
            remove(eldest.getKey());
            evicted++;
        }
        return true;
    }

    /** All entries, gone ones included, least recently seen first. */
    public List<LedgerEntry> entries() {
        List<LedgerEntry> entries = new ArrayList<>(rows.size());
        for (Map.Entry<String, Row> row : rows.entrySet()) {
            entries.add(row.getValue().entry(row.getKey()));
        }
        return entries;
    }

    /** The id of an entry with an equal stack, so that it need not be made for each sample; null if there is none. */
    public @Nullable String idOf(Stack stack) {
        return ids.get(stack);
    }

    /** Forgets a stack that is gone; one that is not stays. */
    public void drop(String id) {
        Row row = rows.get(id);
        if (row != null && row.count == 0) {
            remove(id);
        }
    }

    /** Gone entries that had to make room before they were dropped. */
    public long evicted() {
        return evicted;
    }

    /** Stacks that found no room, each once a sample. Rises as long as there is too little of it. */
    public long turnedAway() {
        return turnedAway;
    }

    /** What the last sample had that is in no entry: stacks that found no room. Not empty: the entries are not the whole. */
    public Other other() {
        return other;
    }

    /** Forgets all stacks: another incarnation begins. What was lost so far stays counted. */
    public void reset() {
        rows.clear();
        ids.clear();
        frames.clear();
        other = Other.NONE;
    }

    private void remove(String id) {
        Row row = rows.remove(id);
        if (row != null) {
            ids.remove(row.stack, id);
            frames.release(row.stack);
        }
    }

    private static long sum(long count, long more) {
        return Math.min(count, Long.MAX_VALUE - more) + more;
    }

    private static final class Row {
        private final Stack stack;
        private final long admitted;
        private long count;
        private long min;
        private long firstNanos;
        private long lastNanos;
        private long lastSample;
        private final long[] recent = new long[RECENT];
        private long streak;

        Row(Stack stack, long admitted) {
            this.stack = stack;
            this.admitted = admitted;
        }

        void see(long more, long sample, long nanos) {
            if (lastSample == sample) {
                count = sum(count, more);
                return;
            }
            if (count == 0) {
                firstNanos = nanos;
                min = Long.MAX_VALUE;
                streak = 0;
            }
            count = more;
            lastNanos = nanos;
            lastSample = sample;
        }

        void close(long sample) {
            if (lastSample == sample) {
                min = Math.min(min, count);
                recent[(int) (streak++ % RECENT)] = count;
            } else {
                count = 0;
                min = 0;
            }
        }

        /** Of the later half, lest a short streak be its own past. */
        private long recentMin() {
            long smallest = count;
            for (long back = 1; back <= Math.min(RECENT, streak / 2); back++) {
                smallest = Math.min(smallest, recent[(int) ((streak - back) % RECENT)]);
            }
            return smallest;
        }

        LedgerEntry entry(String id) {
            return new LedgerEntry(id, stack, count, min, recentMin(), firstNanos, lastNanos);
        }
    }
}
