package io.deadlockwatch.sampler;

import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.loop.Task;
import java.util.concurrent.TimeUnit;

/**
 * Steps a loop for as long as the process lives. A sampler that exits takes its pod out of service, so whatever goes wrong here, an exhausted heap included, is
 * logged and tried again.
 */
final class LoopDriver {

    private final Task loop;
    private final EventLog log;
    private final long pauseMillis;

    /**
     * A driver of one loop.
     *
     * @param pauseMillis after an error
     */
    LoopDriver(Task loop, EventLog log, long pauseMillis) {
        this.loop = loop;
        this.log = log;
        this.pauseMillis = pauseMillis;
    }

    /** Returns when the thread is interrupted, which nobody does but tests. */
    void run() {
        boolean running = true;
        while (running) {
            try {
                TimeUnit.NANOSECONDS.sleep(loop.step());
            } catch (InterruptedException e) {
                running = false;
            } catch (Throwable e) {
                running = recover(e);
            }
        }
    }

    private boolean recover(Throwable error) {
        try {
            loop.recover();
            log.event("sampler", "error", error.toString());
        } catch (Throwable e) {
            // No memory even for that: wait like after any other error.
        }
        return Pause.millis(pauseMillis);
    }
}
