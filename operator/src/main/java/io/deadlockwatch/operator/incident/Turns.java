package io.deadlockwatch.operator.incident;

import java.time.Duration;

/** Runs tasks one after the other, now or later. */
public interface Turns extends AutoCloseable {

    void soon(Runnable task);

    void later(Duration delay, Runnable task);

    /** Tasks that have not begun are dropped. */
    @Override
    void close();
}
