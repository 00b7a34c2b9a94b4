package io.deadlockwatch.core.text;

import io.deadlockwatch.core.internal.Problems;

/** Goroutines that did not fit, and the limits that said so. */
final class LeftOut {

    private long count;
    private long first;
    private String why = "";

    /** One goroutine more. */
    void add(long id, String reason) {
        if (count++ == 0) {
            first = id;
        }
        why = reason;
    }

    boolean any() {
        return count > 0;
    }

    /** Says so, in one sentence. */
    void tell(Problems problems) {
        if (any()) {
            problems.add(count + " goroutines left out, the first of them " + first + ": " + why);
        }
    }
}
