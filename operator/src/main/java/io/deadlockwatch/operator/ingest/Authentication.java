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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Says whose token a report carries. The API server is asked once a token; its answer holds until the token expires, one hour at most, and only so many questions are
 * open at a time, so that a fleet that comes back all at once is spread over minutes. An address that came with many tokens that are none is not asked about for a while, and
 * what is remembered of such tokens has a place of its own: so nobody keeps others from being known by making tokens up. Safe for many threads.
 */
public final class Authentication {

    /** Questions to the API server that may be open. */
    static final int MAX_REVIEWS = 20;

    private static final int MAX_KNOWN = 20_000;
    private static final int MAX_REJECTED = 1_000;
    private static final Duration MAX_AGE = Duration.ofHours(1);
    private static final Duration REJECTED_AGE = Duration.ofSeconds(10);
    private static final int RETRY_SECONDS = 5;
    private static final int RETRY_JITTER_SECONDS = 25;

    private final TokenReviews reviews;
    private final Clock clock;
    private final RandomGenerator random;
    private final Semaphore open = new Semaphore(MAX_REVIEWS);
    private final VerdictCache known;
    private final VerdictCache rejected;
    private final Strikes strikes;

    public Authentication(TokenReviews reviews, Clock clock, RandomGenerator random) {
        this.reviews = reviews;
        this.clock = clock;
        this.random = random;
        this.known = new VerdictCache(MAX_KNOWN, clock);
        this.rejected = new VerdictCache(MAX_REJECTED, clock);
        this.strikes = new Strikes(clock);
    }

    /**
     * Who it is, or why that is not said.
     *
     * @param address that the token came from
     */
    public Outcome authenticate(String token, String address) {
        String key = sha256(token);
        Optional<Verdict> cached = known.find(key).or(() -> rejected.find(key));
        if (cached.isPresent()) {
            return outcome(cached.get());
        }
        if (strikes.isOut(address)) {
            return new Outcome.Refused(
                    Reply.Refused.busy("too many tokens from this address were not valid", Strikes.seconds()));
        }
        if (!open.tryAcquire()) {
            return new Outcome.Refused(
                    Reply.Refused.busy("too many samplers are being authenticated", retryAfterSeconds()));
        }
        try {
            Verdict verdict = reviews.review(token);
            remember(key, verdict, token);
            if (verdict instanceof Verdict.Rejected) {
                strikes.add(address);
            }
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

    private void remember(String key, Verdict verdict, String token) {
        Instant now = clock.instant();
        switch (verdict) {
            case Verdict.Known _ -> {
                Instant expiry = TokenExpiry.of(token).orElse(now);
                Instant latest = now.plus(MAX_AGE);
                known.put(key, verdict, expiry.isBefore(latest) ? expiry : latest);
            }
            case Verdict.Rejected _ -> rejected.put(key, verdict, now.plus(REJECTED_AGE));
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

    /** Who it is, or why that is not said. */
    public sealed interface Outcome {

        record Authenticated(Caller caller) implements Outcome {}

        record Refused(Reply.Refused reply) implements Outcome {}
    }
}
