package io.deadlockwatch.sampler.log;

/** Where changes of state are told to people. */
public interface EventLog {

    /**
     * Something changed.
     *
     * @param event what is concerned, a fixed word
     * @param state how it stands now, a fixed word
     * @param detail one sentence, may be empty
     */
    void event(String event, String state, String detail);
}
