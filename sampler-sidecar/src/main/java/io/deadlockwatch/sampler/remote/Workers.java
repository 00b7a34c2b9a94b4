package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.time.Nanos;
import io.deadlockwatch.sampler.time.Ticker;

/**
 * A few threads that step whatever task is due, for as long as the process lives. Whatever goes wrong in a task, an exhausted heap included, is logged, and the task
 * tried again after a pause.
 */
public final class Workers {

    /** Little work, but some of it is waiting. */
    public static final int THREADS = 4;

    /** Of these, those that may wait for targets that hang, or may. */
    public static final int SLOW_AT_A_TIME = 2;

    private static final long PAUSE_MILLIS = 5_000;
    private static final long STACK_BYTES = 256 << 10;

    private final DueTasks tasks;
    private final Ticker ticker;
    private final EventLog log;

    public Workers(DueTasks tasks, Ticker ticker, EventLog log) {
        this.tasks = tasks;
        this.ticker = ticker;
        this.log = log;
    }

    /** Works on this thread too; returns when it is interrupted, which nobody does but tests. */
    public void run() {
        Thread[] others = new Thread[THREADS - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = new Thread(null, new Work(), "worker-" + i, STACK_BYTES);
            others[i].setDaemon(true);
            others[i].start();
        }
        new Work().run();
        for (Thread other : others) {
            other.interrupt();
        }
    }

    private void step(DueTasks.Entry entry) {
        long wait = Nanos.ofMillis(PAUSE_MILLIS);
        try {
            wait = entry.task().step();
        } catch (Throwable e) {
            recover(entry, e);
        } finally {
            tasks.done(entry, ticker.nanos() + wait);
        }
    }

    private void recover(DueTasks.Entry entry, Throwable error) {
        try {
            entry.task().recover();
            log.event("sampler", "error", error.toString());
        } catch (Throwable e) {
            // No memory even for that: the task waits like after any other error.
        }
    }

    private final class Work implements Runnable {
        @Override
        public void run() {
            boolean running = true;
            while (running) {
                try {
                    step(tasks.take());
                } catch (InterruptedException e) {
                    running = false;
                } catch (Throwable e) {
                    // Whatever it was, the other tasks still want their turn.
                }
            }
        }
    }
}
