package io.deadlockwatch.fuzz;

/** Says what did not hold. Never switched off, as Java's own assertions can be. */
public final class Must {

    private Must() {}

    public static void hold(boolean condition, String what, Object of) {
        if (!condition) {
            throw new AssertionError(what + ": " + of);
        }
    }
}
