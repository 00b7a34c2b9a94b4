package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.GoroutineIds;
import io.deadlockwatch.core.snapshot.Origin;
import io.deadlockwatch.core.snapshot.StackDetail;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the goroutines on one stack, while they are read. */
final class Tally {

    private @Nullable CallSite lastOrigin;
    private long count;
    private long leaked;
    private long minMinutes = Long.MAX_VALUE;
    private long maxMinutes;
    private @Nullable Frame origin;

    /** Whether these were started in more than one place, or some of them in none. */
    private boolean scattered;

    private long creator;
    private long[] ids = new long[1];
    private int idCount;

    /** One goroutine more; the origin is null if none is printed. */
    void add(long minutes, boolean isLeaked, @Nullable CallSite from, long by) {
        lastOrigin = from;
        Frame at = from == null ? null : from.frame;
        if (count == 0) {
            origin = at;
            creator = by;
        } else {
            startedAlso(at, by);
        }
        count++;
        leaked += isLeaked ? 1 : 0;
        minMinutes = Math.min(minMinutes, minutes);
        maxMinutes = Math.max(maxMinutes, minutes);
    }

    private void startedAlso(@Nullable Frame at, long by) {
        scattered |= !Objects.equals(origin, at);
        if (creator != by) {
            creator = 0;
        }
    }

    void addId(long id) {
        if (idCount == ids.length) {
            ids = Arrays.copyOf(ids, idCount + (idCount >> 1) + 1);
        }
        ids[idCount++] = id;
    }

    /** Takes over the goroutines of another stack that turned out to be the same. */
    void addAll(Tally other) {
        scattered |= other.scattered;
        startedAlso(other.origin, other.creator);
        count += other.count;
        leaked += other.leaked;
        minMinutes = Math.min(minMinutes, other.minMinutes);
        maxMinutes = Math.max(maxMinutes, other.maxMinutes);
        int before = idCount;
        idCount += other.idCount;
        ids = Arrays.copyOf(ids, idCount);
        System.arraycopy(other.ids, 0, ids, before, other.idCount);
    }

    /** Where the last of them was started; null if that is not printed. */
    @Nullable
    CallSite lastOrigin() {
        return lastOrigin;
    }

    long count() {
        return count;
    }

    StackDetail detail() {
        Frame at = scattered ? null : origin;
        Optional<Origin> started =
                at == null ? Optional.empty() : Optional.of(new Origin(at.function(), at.file(), at.line(), creator));
        return new StackDetail(leaked, minMinutes, maxMinutes, started, GoroutineIds.of(Arrays.copyOf(ids, idCount)));
    }
}
