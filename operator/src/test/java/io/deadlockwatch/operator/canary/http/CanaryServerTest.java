package io.deadlockwatch.operator.canary.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.operator.canary.FleetStory;
import io.deadlockwatch.operator.canary.TrialBook;
import io.deadlockwatch.operator.coverage.PodState;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.testing.ManualClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server over real sockets: its limits, and that it stays usable. */
class CanaryServerTest {

    private static final CanaryLimits LIMITS = new CanaryLimits(2, 1_000, Duration.ofSeconds(3));
    private static final String ASK = "/v1/canary/verdict?namespace=shop&workload=Deployment%2Forders&canary=new";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Waiting views = new Waiting();
    private final CanaryServer server = new CanaryServer(
            vertx,
            0,
            new CanaryApi(
                    new Oracle(
                            views,
                            new Warmth(new ManualClock(), Duration.ZERO),
                            new TrialBook(new ManualClock()),
                            System::nanoTime),
                    new AccessRule(Optional.empty()),
                    (_, _) -> "orders",
                    (_, _) -> {},
                    new ObjectMapper()),
            LIMITS);

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        views.release.countDown();
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void answersInJsonThatNobodyMayKeep() throws Exception {
        HttpResponse<String> response = get(ASK).join();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        assertThat(response.body()).contains("\"verdict\":\"inconclusive\"");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithItsLimit() throws Exception {
        HttpResponse<String> response = http.send(
                request("/v1/canary/flagger/rollback")
                        .POST(HttpRequest.BodyPublishers.ofString("x".repeat(LIMITS.bodyBytes() + 1)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("1000 bytes");
    }

    @Test
    void aBodyThatNeverEndsIsCutOff() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("POST /v1/canary/flagger/rollback HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();

            // Reads to the end: the server closes the connection.
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer).startsWith("HTTP/1.1 408").contains("3000 ms");
        }
    }

    @Test
    void oneRequestTooManyIsSentAwayAndTheOthersAreAnswered() throws Exception {
        CompletableFuture<HttpResponse<String>> first = get(ASK + "&waitSeconds=30");
        CompletableFuture<HttpResponse<String>> second = get(ASK + "&waitSeconds=30");
        views.waiting.await();

        HttpResponse<String> third = get(ASK).join();
        views.release.countDown();

        assertThat(third.statusCode()).isEqualTo(503);
        assertThat(third.headers().firstValue("retry-after")).contains("5");
        assertThat(third.body()).contains("more than 2 requests");
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(second.join().statusCode()).isEqualTo(200);
        assertThat(get(ASK).join().statusCode()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    /** A canary that is not ready yet, until it is released. */
    private static final class Waiting implements Views {

        private final FleetView before =
                new FleetStory().revision("new", PodState.INCOMPLETE).view();
        private final FleetView after =
                new FleetStory().revision("new", PodState.OBSERVED).view();
        private final CountDownLatch waiting = new CountDownLatch(2);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public FleetView current() {
            return before;
        }

        @Override
        public FleetView next(FleetView seen, Duration atMost) throws InterruptedException {
            waiting.countDown();
            release.await();
            return after;
        }
    }
}
