package io.deadlockwatch.sampler.http;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose time is up, which ends whatever its owner is blocked in. Java has no deadline for a write, and a read's time-out starts anew with every
 * byte that drips in. One thread serves all connections.
 */
public final class Watchdog {

    private static final int STACK_BYTES = 128 << 10;

    private final ScheduledThreadPoolExecutor timer;

    public Watchdog() {
        timer = new ScheduledThreadPoolExecutor(1, new DaemonThreads());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Closes {@code connection} after {@code millis}, unless the watch is closed before. */
    public Watch watch(Closeable connection, long millis) {
        Watch watch = new Watch(connection);
        watch.alarm = timer.schedule(watch, millis, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** A deadline that runs until it is closed. */
    public static final class Watch implements Runnable, AutoCloseable {

        private final Closeable connection;
        private volatile boolean fired;
        private @Nullable ScheduledFuture<?> alarm;

        private Watch(Closeable connection) {
            this.connection = connection;
        }

        /** The time is up. */
        @Override
        public void run() {
            fired = true;
            try {
                connection.close();
            } catch (IOException e) {
                // It is as closed as it will get.
            }
        }

        /** Whether the connection was closed because its time was up. */
        public boolean hasFired() {
            return fired;
        }

        @Override
        public void close() {
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    /** Threads that end without a word, as on an exhausted heap: the pool starts another. */
    private static final class DaemonThreads implements ThreadFactory, Thread.UncaughtExceptionHandler {
        @Override
        public Thread newThread(Runnable work) {
            Thread thread = new Thread(null, work, "watchdog", STACK_BYTES);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(this);
            return thread;
        }

        @Override
        public void uncaughtException(Thread thread, Throwable error) {
            // Its watch has not fired; the next read or write of that connection has a watch of its own.
        }
    }
}
