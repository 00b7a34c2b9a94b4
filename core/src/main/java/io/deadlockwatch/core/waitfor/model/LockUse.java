package io.deadlockwatch.core.waitfor.model;

/**
 * A lock that a point speaks of.
 *
 * @param path its address
 * @param mode how it is taken, held or given back
 * @param certain whether it is so on every way to the point; of no meaning where a lock is released or acquired
 */
public record LockUse(AccessPath path, LockClass lock, LockMode mode, boolean certain) {}
