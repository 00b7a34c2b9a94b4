package io.deadlockwatch.core.protocol;

import io.deadlockwatch.core.snapshot.Stack;

/**
 * The stack behind a fingerprint, sent once an epoch.
 *
 * @param id fingerprint, 16 hex digits
 */
public record StackText(String id, Stack stack) {}
