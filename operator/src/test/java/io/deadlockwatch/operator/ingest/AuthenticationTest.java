package io.deadlockwatch.operator.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.deadlockwatch.operator.ingest.Authentication.Outcome;
import io.deadlockwatch.operator.ingest.TokenReviews.Verdict;
import io.deadlockwatch.operator.testing.Given;
import io.deadlockwatch.operator.testing.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    private static final String ADDRESS = "10.0.0.7";
    private static final Caller CALLER = new Caller("shop", "default", "p", "uid-p");

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void aTokenIsReviewedOnceUntilItExpires() {
        Authentication authentication = authentication(token -> new Verdict.Known(CALLER));
        String token = token(Given.NOW.plus(Duration.ofMinutes(20)));

        assertThat(authentication.authenticate(token, ADDRESS)).isEqualTo(new Outcome.Authenticated(CALLER));
        clock.advance(Duration.ofMinutes(19));
        assertThat(authentication.authenticate(token, ADDRESS)).isEqualTo(new Outcome.Authenticated(CALLER));
        assertThat(asked).hasValue(1);

        clock.advance(Duration.ofMinutes(1));
        authentication.authenticate(token, ADDRESS);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aLongLivedTokenIsReviewedEveryHour() {
        Authentication authentication = authentication(token -> new Verdict.Known(CALLER));
        String token = token(Given.NOW.plus(Duration.ofDays(365)));

        authentication.authenticate(token, ADDRESS);
        clock.advance(Duration.ofMinutes(60));
        authentication.authenticate(token, ADDRESS);

        assertThat(asked).hasValue(2);
    }

    @Test
    void aBadTokenIsNotAskedAboutAgainAtOnce() {
        Authentication authentication = authentication(token -> new Verdict.Rejected("not valid"));

        assertThat(status(authentication.authenticate("x", ADDRESS))).isEqualTo(401);
        assertThat(status(authentication.authenticate("x", ADDRESS))).isEqualTo(401);
        assertThat(asked).hasValue(1);
    }

    @Test
    void anApiServerThatDoesNotAnswerIsNotTheSendersFault() {
        Authentication authentication = authentication(token -> {
            throw new IOException("timeout");
        });

        Outcome outcome = authentication.authenticate("x", ADDRESS);

        assertThat(status(outcome)).isEqualTo(503);
    }

    @Test
    void onlySoManyQuestionsAreOpenAtATime() throws Exception {
        CountDownLatch allAsked = new CountDownLatch(Authentication.MAX_REVIEWS);
        CountDownLatch answer = new CountDownLatch(1);
        Authentication authentication = authentication(token -> {
            allAsked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new Verdict.Known(CALLER);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Authentication.MAX_REVIEWS; i++) {
                String token = "token-" + i;
                Future<?> _ = threads.submit(() -> authentication.authenticate(token, ADDRESS));
            }
            allAsked.await();

            Outcome oneMore = authentication.authenticate("one-more", ADDRESS);

            answer.countDown();
            assertThat(status(oneMore)).isEqualTo(429);
            assertThat(((Outcome.Refused) oneMore).reply().retryAfterSeconds()).isBetween(5, 30);
        }
    }

    @Test
    void whoMakesTokensUpIsNotAskedAboutForAWhileAndTheOthersAre() {
        Authentication authentication = authentication(
                token -> token.startsWith("good") ? new Verdict.Known(CALLER) : new Verdict.Rejected("not valid"));
        for (int i = 0; i < Strikes.MAX; i++) {
            assertThat(status(authentication.authenticate("made-up-" + i, "10.0.0.66")))
                    .isEqualTo(401);
        }

        Outcome more = authentication.authenticate("made-up-x", "10.0.0.66");

        assertThat(status(more)).isEqualTo(429);
        assertThat(((Outcome.Refused) more).reply().retryAfterSeconds()).isEqualTo(60);
        assertThat(asked).hasValue(Strikes.MAX);
        assertThat(authentication.authenticate("good", ADDRESS)).isInstanceOf(Outcome.Authenticated.class);
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(authentication.authenticate("made-up-x", "10.0.0.66")))
                .isEqualTo(401);
    }

    @Test
    void tokensThatAreMadeUpTakeNoGoodOnesPlace() {
        Authentication authentication = authentication(
                token -> token.startsWith("made-up") ? new Verdict.Rejected("not valid") : new Verdict.Known(CALLER));
        String token = token(Given.NOW.plus(Duration.ofMinutes(20)));
        authentication.authenticate(token, ADDRESS);
        for (int i = 0; i < 30_000; i++) {
            authentication.authenticate("made-up-" + i, "10.0." + i % 255 + "." + i / 255);
        }
        int before = asked.get();

        authentication.authenticate(token, ADDRESS);

        assertThat(asked).hasValue(before);
    }

    private static int status(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).reply().status();
    }

    private Authentication authentication(TokenReviews reviews) {
        return new Authentication(
                token -> {
                    asked.incrementAndGet();
                    return reviews.review(token);
                },
                clock,
                new Random(1));
    }

    private static String token(Instant expiry) {
        String claims = "{\"aud\":[\"deadlockwatch.io\"],\"exp\":" + expiry.getEpochSecond() + ",\"iat\":1}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
