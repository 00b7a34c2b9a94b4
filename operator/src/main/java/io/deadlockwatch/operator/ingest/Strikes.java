package io.deadlockwatch.operator.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Addresses that came with tokens that were none. A sampler has one token, which is good for most of its life; who comes with many is guessing, or wants the API server to be
 * busy: after {@link #MAX} within a minute nobody is asked on its behalf until the minute is over. Safe for many threads.
 */
final class Strikes {

    static final int MAX = 20;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    Strikes(Clock clock) {
        this.clock = clock;
    }

    /** How long who is out waits at most. */
    static int seconds() {
        return (int) WINDOW.toSeconds();
    }

    synchronized boolean isOut(String address) {
        Count count = counts.get(address);
        return count != null && count.strikes >= MAX && clock.instant().isBefore(count.end);
    }

    synchronized void add(String address) {
        Instant now = clock.instant();
        counts.merge(
                address,
                new Count(1, now.plus(WINDOW)),
                (old, fresh) -> now.isBefore(old.end) ? new Count(old.strikes + 1, old.end) : fresh);
    }

    private record Count(int strikes, Instant end) {}
}
