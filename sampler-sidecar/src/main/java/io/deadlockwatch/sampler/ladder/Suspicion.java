package io.deadlockwatch.sampler.ladder;

import java.util.Set;

/**
 * What may be blocked for ever: stacks in a state that allows it, seen in each of the last samples, and not known to be fine. No verdict, only a reason to look closer:
 * an idle pool looks the same.
 *
 * @param stacks their fingerprints
 * @param lock whether one of them waits for a lock, where a dump can prove a cycle
 */
public record Suspicion(Set<String> stacks, boolean lock) {

    /** Nothing to look at. */
    public static final Suspicion NONE = new Suspicion(Set.of(), false);

    public Suspicion {
        stacks = Set.copyOf(stacks);
    }

    public boolean isNone() {
        return stacks.isEmpty();
    }
}
