package io.deadlockwatch.core.waitfor;

/** A dump that cannot be judged with this model, and why. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }

    static void check(int actual, int max, String what, String limit) throws RefusedException {
        if (actual > max) {
            throw new RefusedException("nothing is judged: the dump has at least " + actual + " " + what + ", limit "
                    + limit + " is " + max);
        }
    }
}
