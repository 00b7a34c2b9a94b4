package io.deadlockwatch.sampler.loop;

import java.util.random.RandomGenerator;

/** How long to wait before trying again: doubling from one second to a minute, each time a random part of it. */
public final class Backoff {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LAST_MILLIS = 60_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half and all of what is due. */
    public long nextMillis() {
        long most = next;
        next = Math.min(LAST_MILLIS, 2 * next);
        return most / 2 + random.nextLong(most / 2 + 1);
    }

    public void reset() {
        next = FIRST_MILLIS;
    }
}
