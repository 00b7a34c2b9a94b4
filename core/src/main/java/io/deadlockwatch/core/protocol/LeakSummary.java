package io.deadlockwatch.core.protocol;

/**
 * What is known of the leak profiles of the current incarnation beside what the entries say.
 *
 * @param profiles how many good ones there were
 * @param ageMillis how old the last one is; 0 if there is none
 * @param mainToo whether it listed the goroutine of {@code main.main}
 */
public record LeakSummary(long profiles, long ageMillis, boolean mainToo) {

    /** There was none. */
    public static final LeakSummary NONE = new LeakSummary(0, 0, false);
}
