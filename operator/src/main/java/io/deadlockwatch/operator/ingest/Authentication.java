package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.operator.ingest.TokenReviews.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Says whose token a report carries. The API server is asked once a token; its answer holds until the token expires, one hour at most, and only so many questions are
 * open at a time, so that a fleet that comes back all at once is spread over minutes. Safe for many threads.
 */
public final class Authentication {

    /** Questions to the API server that may be open. */
    static final int MAX_REVIEWS = 20;

    private static final int MAX_KNOWN = 20_000;
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration REJECTED_AGE = Duration.ofSeconds(10);
    private static final int RETRY_SECONDS = 5;
    private static final int RETRY_JITTER_SECONDS = 25;

    private final TokenReviews reviews;
    private final Clock clock;
    private final RandomGenerator random;
    private final Semaphore open = new Semaphore(MAX_REVIEWS);
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    public Authentication(TokenReviews reviews, Clock clock, RandomGenerator random) {
        this.reviews = reviews;
        this.clock = clock;
        this.random = random;
    }

    /** Who it is, or why that is not said. */
    public Outcome authenticate(String token) {
        String key = sha256(token);
        Verdict cached = cached(key);
        if (cached != null) {
            return outcome(cached);
        }
        if (!open.tryAcquire()) {
            return new Outcome.Refused(
                    Reply.Refused.busy("too many samplers are being authenticated", retryAfterSeconds()));
        }
        try {
            Verdict verdict = reviews.review(token);
            remember(key, verdict, token);
            return outcome(verdict);
        } catch (IOException e) {
            return new Outcome.Refused(Reply.Refused.unavailable(
                    "the API server cannot be asked about the token: " + e.getMessage(), retryAfterSeconds()));
        } finally {
            open.release();
        }
    }

    private static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Known(Caller caller) -> new Outcome.Authenticated(caller);
            case Verdict.Rejected(String reason) -> new Outcome.Refused(Reply.Refused.unauthenticated(reason));
        };
    }

    private @Nullable Verdict cached(String key) {
        synchronized (known) {
            Known entry = known.get(key);
            if (entry == null || !clock.instant().isBefore(entry.until)) {
                return null;
            }
            return entry.verdict;
        }
    }

    private void remember(String key, Verdict verdict, String token) {
        Instant now = clock.instant();
        Instant until =
                switch (verdict) {
                    case Verdict.Known _ -> {
                        Instant expiry = TokenExpiry.of(token).orElse(now);
                        Instant latest = now.plus(MAX_AGE);
                        yield expiry.isBefore(latest) ? expiry : latest;
                    }
                    case Verdict.Rejected _ -> now.plus(REJECTED_AGE);
                };
        synchronized (known) {
            known.put(key, new Known(verdict, until));
        }
    }

    private int retryAfterSeconds() {
        return RETRY_SECONDS + random.nextInt(RETRY_JITTER_SECONDS);
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Known(Verdict verdict, Instant until) {}

    /** Who it is, or why that is not said. */
    public sealed interface Outcome {

        record Authenticated(Caller caller) implements Outcome {}

        record Refused(Reply.Refused reply) implements Outcome {}
    }
}
