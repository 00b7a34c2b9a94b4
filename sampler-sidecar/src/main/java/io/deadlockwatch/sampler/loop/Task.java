package io.deadlockwatch.sampler.loop;

/** Work that is never done: it falls due again and again. Stepped by one thread at a time. */
public interface Task {

    /**
     * Does what is due.
     *
     * @return nanoseconds until something is due again, at least 0
     */
    long step();

    /** Forgets what an unexpected error may have left half done. */
    void recover();

    /** Whether the next step may run into a time-out: the last did, or nobody knows yet. */
    boolean isSlow();
}
