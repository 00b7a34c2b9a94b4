package io.deadlockwatch.core.profile;

import java.util.Arrays;

/** The locations of a sample, innermost first, as a key: samples that differ in their labels only have equal ones. */
final class LocationList {

    private final long[] ids;
    private final boolean cut;

    /** Keeps the array; {@code cut} says that outer locations were left out. */
    LocationList(long[] ids, boolean cut) {
        this.ids = ids;
        this.cut = cut;
    }

    int size() {
        return ids.length;
    }

    long get(int i) {
        return ids[i];
    }

    boolean isCut() {
        return cut;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LocationList other && cut == other.cut && Arrays.equals(ids, other.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }
}
