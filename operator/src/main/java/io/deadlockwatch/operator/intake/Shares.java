package io.deadlockwatch.operator.intake;

import java.util.HashMap;
import java.util.Map;

/**
 * Something bounded that callers occupy for a while, bytes or connections: no caller more than its share, all of them together no more than there is. Callers are told apart by
 * the address they call from, which in a cluster is the pod's: so a pod that takes all it can get takes its own share, and the others have theirs. Safe for many threads.
 */
public final class Shares {

    private final long all;
    private final long each;
    private final Map<String, Long> held = new HashMap<>();
    private long sum;

    /**
     * Shares of something.
     *
     * @param all how much there is
     * @param each how much of it one caller may hold
     */
    public Shares(long all, long each) {
        if (each < 1 || all < each) {
            throw new IllegalArgumentException("a share of " + each + " of " + all);
        }
        this.all = all;
        this.each = each;
    }

    /** Takes so much for a caller; false: there is not so much left for it, and nothing was taken. */
    public synchronized boolean take(String caller, long amount) {
        long own = held.getOrDefault(caller, 0L);
        if (own + amount > each || sum + amount > all) {
            return false;
        }
        if (amount > 0) {
            held.put(caller, own + amount);
            sum += amount;
        }
        return true;
    }

    /** Gives back what was taken. */
    public synchronized void giveBack(String caller, long amount) {
        held.computeIfPresent(caller, (_, own) -> own > amount ? own - amount : null);
        sum -= amount;
    }

    /** How much a caller holds now. */
    public synchronized long takenBy(String caller) {
        return held.getOrDefault(caller, 0L);
    }

    /** How much is taken now. */
    public synchronized long taken() {
        return sum;
    }
}
