package io.deadlockwatch.operator.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often a status is written: at once when something flips, else at most every half minute. */
final class StatusPace {

    private static final Duration PACE = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();

    StatusPace(Clock clock) {
        this.clock = clock;
    }

    /** Whether this process has written that status at all. */
    boolean hasWritten(String uid) {
        return written.containsKey(uid);
    }

    /**
     * Whether to write now; if so that is remembered.
     *
     * @param changed whether anything is different from what is written
     * @param flipped whether it is something that people wait for
     */
    boolean isDue(String uid, boolean changed, boolean flipped) {
        Instant now = clock.instant();
        Instant last = written.get(uid);
        boolean due = flipped
                || (changed && (last == null || Duration.between(last, now).compareTo(PACE) >= 0));
        if (due) {
            if (written.size() >= MAX_REMEMBERED) {
                written.clear();
            }
            written.put(uid, now);
        }
        return due;
    }
}
