package io.deadlockwatch.bench.report;

import java.util.Locale;

/**
 * One number and what it should be.
 *
 * @param what was measured
 * @param ours what it came to
 * @param against a peer, or a limit, in its name
 * @param other what that one came to, or is
 * @param target what {@code ours} divided by {@code other} should be
 * @param atLeast whether a greater ratio is a better one
 */
public record Row(String what, Quantity ours, String against, Quantity other, double target, boolean atLeast) {

    /** We should be so many times as fast as a peer. */
    public static Row faster(String what, Quantity ours, String peer, Quantity other, double times) {
        return new Row(what, ours, peer, other, times, true);
    }

    /** We should stay below a limit. */
    public static Row within(String what, Quantity ours, Quantity limit) {
        return new Row(what, ours, "limit", limit, 1, false);
    }

    public double ratio() {
        return ours.per(other);
    }

    public boolean isMet() {
        return atLeast ? ratio() >= target : ratio() <= target;
    }

    String targetWords() {
        return String.format(Locale.ROOT, "%s %s", atLeast ? ">=" : "<=", Double.toString(target));
    }
}
