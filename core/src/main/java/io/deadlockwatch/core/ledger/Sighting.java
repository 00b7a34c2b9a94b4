package io.deadlockwatch.core.ledger;

import io.deadlockwatch.core.snapshot.Stack;

/**
 * So many goroutines stood on this stack in one sample.
 *
 * @param id fingerprint of the stack
 * @param count at least 1
 */
public record Sighting(String id, Stack stack, long count) {
    public Sighting {
        if (count < 1) {
            throw new IllegalArgumentException("no goroutine, no sighting");
        }
    }
}
