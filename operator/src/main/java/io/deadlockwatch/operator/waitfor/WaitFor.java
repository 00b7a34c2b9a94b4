package io.deadlockwatch.operator.waitfor;

import java.util.Optional;

/**
 * What dumps tell of the goroutines on a stack that wait for locks.
 *
 * @param proof that they can never go on, in a sentence without a full stop; empty if they may
 * @param text who waits for whom, a sentence a line; at most {@value #MAX_CHARS} characters
 */
public record WaitFor(Optional<String> proof, String text) {

    /** The limit of the schema. */
    public static final int MAX_CHARS = 4_096;
}
