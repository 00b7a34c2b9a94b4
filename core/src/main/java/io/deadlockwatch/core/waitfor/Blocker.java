package io.deadlockwatch.core.waitfor;

import java.util.Optional;

/**
 * A goroutine that another one waits for.
 *
 * @param goroutine its position in the dump
 * @param hold the lock it holds; none for a writer that readers queue behind although it has not got the lock itself
 */
record Blocker(int goroutine, Optional<Hold> hold) {}
