package io.deadlockwatch.operator.telemetry;

import org.jspecify.annotations.Nullable;

/** Why an export failed, in a line for people. */
final class ExportFailure {

    private static final int MAX_LENGTH = 300;

    private ExportFailure() {}

    /** @param failure as the exporter gives it: without a message of its own, and without a cause where the back end answered */
    static String words(@Nullable Throwable failure) {
        if (failure == null || (failure.getCause() == null && failure.getMessage() == null)) {
            return "it answered, and did not take them";
        }
        Throwable cause = innermost(failure);
        String words = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        String line = words.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH);
    }

    /** The outer ones say no more than that something failed. */
    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        // Ten are plenty: a chain of causes could be a loop.
        for (int depth = 0; depth < 10 && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }
}
