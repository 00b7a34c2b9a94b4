package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.ingest.TokenReviews.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the API server said of tokens, each for a time; the one that was asked for longest ago makes room. Knows digests, no tokens. Safe for many threads. */
final class VerdictCache {

    private final Clock clock;
    private final Map<String, Remembered> entries;

    VerdictCache(int max, Clock clock) {
        this.clock = clock;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                return size() > max;
            }
        };
    }

    /** What still holds. */
    synchronized Optional<Verdict> find(String digest) {
        Remembered entry = entries.get(digest);
        return entry == null || !clock.instant().isBefore(entry.until) ? Optional.empty() : Optional.of(entry.verdict);
    }

    synchronized void put(String digest, Verdict verdict, Instant until) {
        entries.put(digest, new Remembered(verdict, until));
    }

    private record Remembered(Verdict verdict, Instant until) {}
}
