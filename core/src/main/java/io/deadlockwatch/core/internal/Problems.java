package io.deadlockwatch.core.internal;

import java.util.ArrayList;
import java.util.List;

/** What was wrong with an input that could still be used: the first few in words, the rest as a number. */
public final class Problems {

    private static final int KEPT = 20;

    private final List<String> kept = new ArrayList<>();
    private long more;

    /** Notes one more problem. */
    public void add(String problem) {
        if (kept.size() < KEPT) {
            kept.add(problem);
        } else {
            more++;
        }
    }

    /** The problems so far, at most {@value #KEPT} and a line with the number of the others. */
    public List<String> list() {
        if (more == 0) {
            return List.copyOf(kept);
        }
        List<String> all = new ArrayList<>(kept);
        all.add("and " + more + " more");
        return List.copyOf(all);
    }
}
