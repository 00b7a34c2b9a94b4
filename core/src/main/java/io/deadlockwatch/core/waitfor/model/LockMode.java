package io.deadlockwatch.core.waitfor.model;

/** How a lock is held. */
public enum LockMode {
    READ,
    WRITE
}
