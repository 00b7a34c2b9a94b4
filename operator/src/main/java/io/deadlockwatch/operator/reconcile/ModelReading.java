package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.waitfor.model.BlockingModel;

/**
 * What reading the blocking model of a set gave.
 *
 * @param digest empty if there is none that can be used
 * @param problem why it is refused; empty if it is not, or if there is none
 */
record ModelReading(String digest, int functions, int locks, String problem) {

    /** The set names none. */
    static final ModelReading NONE = new ModelReading("", 0, 0, "");

    static ModelReading accepted(String digest, BlockingModel model) {
        return new ModelReading(digest, model.functions().size(), model.locks().size(), "");
    }

    static ModelReading refused(String problem) {
        return new ModelReading("", 0, 0, problem);
    }

    boolean isAccepted() {
        return !digest.isEmpty();
    }

    boolean isRefused() {
        return !problem.isEmpty();
    }
}
