package io.deadlockwatch.fuzz;

/** Says what did not hold. Never switched off, as Java's own assertions can be. */
final class Must {

    private Must() {}

    static void hold(boolean condition, String what, Object of) {
        if (!condition) {
            throw new AssertionError(what + ": " + of);
        }
    }
}
