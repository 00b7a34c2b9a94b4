package io.deadlockwatch.operator.canary.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The plain HTTP server for verdicts. Plain, because its callers cannot be given a private CA: with TLS they would be told not to verify, which protects nobody. So it only
 * reads, shows no stacks, and belongs behind a NetworkPolicy.
 *
 * <p>The event loop collects bodies; a request that waits for news does so on a virtual thread. Requests at one time, bytes and time of a request are all bounded.
 */
public final class CanaryServer {

    private static final Logger LOG = Logger.getLogger(CanaryServer.class);
    private static final int IDLE_SECONDS = 60;
    private static final int BUSY_RETRY_SECONDS = 5;

    private final Vertx vertx;
    private final CanaryApi api;
    private final CanaryLimits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("canary-", 0).factory());
    private final HttpServer server;

    public CanaryServer(Vertx vertx, int port, CanaryApi api, CanaryLimits limits) {
        this.vertx = vertx;
        this.api = api;
        this.limits = limits;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setPort(port)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(this::receive);
    }

    /** Starts to listen; returns when it does. */
    public void start() throws IOException {
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (RuntimeException e) {
            throw new IOException("cannot listen for canaries: " + e.getMessage(), e);
        }
        LOG.infof("giving verdicts on canaries on port %d", server.actualPort());
    }

    public int port() {
        return server.actualPort();
    }

    /** Stops to listen, and ends requests that wait. */
    public void stop() {
        server.close();
        workers.shutdownNow();
    }

    private void receive(HttpServerRequest request) {
        if (open.incrementAndGet() > limits.requests()) {
            open.decrementAndGet();
            request.response().putHeader("Retry-After", String.valueOf(BUSY_RETRY_SECONDS));
            send(
                    request,
                    CanaryResponse.text(
                            CanaryResponse.UNAVAILABLE,
                            "more than " + limits.requests() + " requests at once: try again in a moment"));
            return;
        }
        new Reception(request).begin();
    }

    private static void send(HttpServerRequest request, CanaryResponse answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.json() ? "application/json" : "text/plain; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (answer.status() == CanaryResponse.UNAUTHORIZED) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        boolean incomplete = answer.status() == CanaryResponse.TOO_LARGE || answer.status() == CanaryResponse.TIMEOUT;
        if (incomplete) {
            // The rest of the body is still on its way: the connection is of no more use.
            response.putHeader(HttpHeaders.CONNECTION, "close")
                    .end(answer.body())
                    .onComplete(_ -> request.connection().close());
        } else {
            response.end(answer.body());
        }
    }

    /** One request, on the event loop until its body is complete; counted as open until it is answered or given up. */
    private final class Reception {

        private final HttpServerRequest request;
        private final Context context = vertx.getOrCreateContext();
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean received;

        Reception(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
            timer = vertx.setTimer(
                    limits.bodyTime().toMillis(),
                    _ -> giveUp(CanaryResponse.text(
                            CanaryResponse.TIMEOUT,
                            "the body took more than " + limits.bodyTime().toMillis() + " ms")));
            request.exceptionHandler(
                    _ -> giveUp(CanaryResponse.text(CanaryResponse.BAD_REQUEST, "the request broke off")));
            request.handler(this::chunk);
            request.endHandler(_ -> complete());
        }

        private void chunk(Buffer chunk) {
            if (received) {
                return;
            }
            if (body.length() + chunk.length() > limits.bodyBytes()) {
                giveUp(CanaryResponse.text(
                        CanaryResponse.TOO_LARGE, "the body is larger than " + limits.bodyBytes() + " bytes"));
            } else {
                body.appendBuffer(chunk);
            }
        }

        private void giveUp(CanaryResponse answer) {
            if (!received) {
                receive();
                open.decrementAndGet();
                send(request, answer);
            }
        }

        private void receive() {
            received = true;
            vertx.cancelTimer(timer);
        }

        private void complete() {
            if (received) {
                return;
            }
            receive();
            Map<String, String> parameters = new HashMap<>();
            request.params().forEach((name, value) -> parameters.putIfAbsent(name, value));
            CanaryRequest complete = new CanaryRequest(
                    request.method().name(),
                    Objects.requireNonNullElse(request.path(), ""),
                    parameters,
                    Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), ""),
                    body.getBytes());
            workers.execute(() -> {
                CanaryResponse answer = api.handle(complete);
                context.runOnContext(_ -> {
                    open.decrementAndGet();
                    send(request, answer);
                });
            });
        }
    }
}
