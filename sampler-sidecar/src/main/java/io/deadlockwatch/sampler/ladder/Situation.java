package io.deadlockwatch.sampler.ladder;

/**
 * What a target looks like to those who decide what more to ask of it.
 *
 * @param goroutines in the last sample
 * @param mostWaiters that queue for a lock or a WaitGroup on one stack
 * @param slow whether it answers slowly
 */
public record Situation(Suspicion suspicion, long goroutines, long mostWaiters, boolean slow) {

    /** Before the first sample. */
    public static final Situation UNKNOWN = new Situation(Suspicion.NONE, 0, 0, false);
}
