package io.deadlockwatch.core.snapshot;

import java.util.Arrays;
import java.util.stream.LongStream;

/** An immutable set of goroutine ids. */
public final class GoroutineIds {

    /** No goroutine, or a format without ids. */
    public static final GoroutineIds NONE = new GoroutineIds(new long[0]);

    private final long[] sorted;

    private GoroutineIds(long[] sorted) {
        this.sorted = sorted;
    }

    public static GoroutineIds of(long... ids) {
        return ids.length == 0
                ? NONE
                : new GoroutineIds(LongStream.of(ids).sorted().distinct().toArray());
    }

    public int size() {
        return sorted.length;
    }

    public boolean contains(long id) {
        return Arrays.binarySearch(sorted, id) >= 0;
    }

    /** In ascending order. */
    public LongStream stream() {
        return LongStream.of(sorted);
    }

    /** Those in both. */
    public GoroutineIds intersect(GoroutineIds other) {
        return of(stream().filter(other::contains).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GoroutineIds ids && Arrays.equals(sorted, ids.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
