package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.TargetsCodec;
import io.deadlockwatch.operator.certificate.ServerCertificate;
import io.deadlockwatch.operator.ingest.IngestService.Submission;
import io.deadlockwatch.operator.intake.IntakeLimits;
import io.deadlockwatch.operator.intake.Shares;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The HTTPS server for reports, dumps and the questions of node samplers. The event loop only collects bodies; everything else runs on virtual threads.
 *
 * <p>Whoever reaches the port may send, and who it is shows only when a body is complete. So until then everything is bounded: connections and bytes, all together and for each
 * address, and the time that a body may take.
 */
public final class ReportServer {

    private static final Logger LOG = Logger.getLogger(ReportServer.class);
    private static final String REPORTS = "/v1/report";
    private static final String DUMPS = "/v1/dump";
    private static final String TARGETS = "/v1/targets";
    private static final Set<String> PATHS = Set.of(REPORTS, DUMPS, TARGETS);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final int IDLE_SECONDS = 90;
    private static final int BUSY_RETRY_SECONDS = 10;
    private static final int STOP_SECONDS = 5;

    /** Thousands of handshakes at once are too much for the JDK without C2: docs/adr/0018-tls-of-reports.md. Where there is no library for the system it has to do. */
    private static final boolean NATIVE = OpenSSLEngineOptions.isAvailable();

    private final Vertx vertx;
    private final ReportCodec codec;
    private final TargetsCodec targets = new TargetsCodec();
    private final IngestService service;
    private final IngestMeter meter;
    private final RefusalLog refusals;
    private final IntakeLimits limits;
    private final Shares bytes;
    private final Shares connections;
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("report-", 0).factory());
    private final HttpServer server;

    public ReportServer(
            Vertx vertx,
            int port,
            ServerCertificate certificate,
            ReportCodec codec,
            IngestService service,
            IngestMeter meter,
            Clock clock,
            IntakeLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.bytes = new Shares(limits.bytes(), limits.bytesEach());
        this.connections = new Shares(limits.connections(), limits.connectionsEach());
        this.codec = codec;
        this.service = service;
        this.meter = meter;
        this.refusals = new RefusalLog(clock);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setPort(port)
                        .setSsl(true)
                        .setUseAlpn(false)
                        .setKeyCertOptions(certificate.vertx())
                        .setSslEngineOptions(NATIVE ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions())
                        .setIdleTimeout(IDLE_SECONDS))
                .connectionHandler(this::connected)
                .requestHandler(this::receive);
    }

    private void connected(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        if (connections.take(address, 1)) {
            connection.closeHandler(_ -> connections.giveBack(address, 1));
        } else {
            refusals.closed(
                    address,
                    "there are %d of the address, limit is %d, and %d of all, limit is %d"
                            .formatted(
                                    connections.takenBy(address),
                                    limits.connectionsEach(),
                                    connections.taken(),
                                    limits.connections()));
            connection.close();
        }
    }

    /** Starts to listen; returns when it does. */
    public void start() throws IOException {
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (RuntimeException e) {
            throw new IOException("cannot listen for reports: " + e.getMessage(), e);
        }
        LOG.infof("taking reports on port %d, TLS by %s", server.actualPort(), NATIVE ? "BoringSSL" : "the JDK");
    }

    public int port() {
        return server.actualPort();
    }

    /** Uses another certificate for connections made from now on. */
    public void use(ServerCertificate certificate) {
        server.updateSSLOptions(certificate.sslOptions())
                .onFailure(e -> LOG.errorf("the new certificate cannot be used: %s", e.getMessage()));
    }

    /** Stops to listen, and returns when nothing is under way any more: thousands of samplers come back at once, to something that is being taken apart. */
    public void stop() {
        try {
            server.close().toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            workers.shutdown();
            if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warnf("reports are still being handled after %d s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("the port for reports is not closed yet: %s", e);
        }
    }

    private void receive(HttpServerRequest request) {
        if (!PATHS.contains(request.path())) {
            request.response().setStatusCode(404).end();
        } else if (!HttpMethod.POST.equals(request.method())) {
            request.response()
                    .setStatusCode(405)
                    .putHeader(HttpHeaders.ALLOW, "POST")
                    .end();
        } else {
            new Reception(request).begin();
        }
    }

    /** One request, on the event loop until its body is complete. */
    private final class Reception {

        private final long began = System.nanoTime();
        private final HttpServerRequest request;
        private final Context context = vertx.getOrCreateContext();
        private final Buffer body = Buffer.buffer();
        private final String address;
        private long timer;
        private boolean done;

        Reception(HttpServerRequest request) {
            this.request = request;
            this.address = request.remoteAddress().hostAddress();
        }

        void begin() {
            timer = vertx.setTimer(limits.bodyTime().toMillis(), _ -> late());
            request.exceptionHandler(_ -> giveUp());
            request.handler(this::chunk);
            request.endHandler(_ -> complete());
        }

        private void chunk(Buffer chunk) {
            if (done) {
                return;
            }
            long limit = codec.limits().bodyBytes();
            if (body.length() + chunk.length() > limit) {
                giveUp();
                answer(Reply.Refused.tooLarge("body is larger than " + limit + " bytes"), true);
            } else if (bytes.take(address, chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                giveUp();
                answer(Reply.Refused.unavailable("too many reports at once", BUSY_RETRY_SECONDS), true);
            }
        }

        private void late() {
            if (!done) {
                giveUp();
                answer(Reply.Refused.late(limits.bodyTime()), true);
            }
        }

        /** Nothing more of this request is of interest. */
        private void giveUp() {
            if (!done) {
                receive();
                bytes.giveBack(address, body.length());
            }
        }

        private void receive() {
            done = true;
            vertx.cancelTimer(timer);
        }

        private void complete() {
            if (done) {
                return;
            }
            receive();
            Submission submission = new Submission(
                    address,
                    Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), ""),
                    new ByteArrayInputStream(body.getBytes()),
                    "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING)));
            try {
                workers.execute(() -> {
                    Reply reply = reply(submission);
                    bytes.giveBack(address, body.length());
                    context.runOnContext(_ -> answer(reply, false));
                });
            } catch (RejectedExecutionException _) {
                request.connection().close(); // stopped meanwhile: the sampler tells it again to whom comes next
            }
        }

        private Reply reply(Submission submission) {
            try {
                return switch (request.path()) {
                    case DUMPS -> service.handleDump(submission);
                    case TARGETS -> service.handleTargets(submission);
                    default -> service.handle(submission);
                };
            } catch (RuntimeException e) {
                LOG.error("a report could not be handled", e);
                return Reply.Refused.unavailable("internal error", BUSY_RETRY_SECONDS);
            }
        }

        /** Reports, and whatever else is refused of those who may report. */
        private boolean isCounted(Reply reply) {
            return REPORTS.equals(request.path()) || (TARGETS.equals(request.path()) && reply instanceof Reply.Refused);
        }

        /**
         * Answers.
         *
         * @param incomplete the rest of the body is still on its way: the connection is of no more use
         */
        private void answer(Reply reply, boolean incomplete) {
            HttpServerResponse response = request.response();
            if (response.ended() || response.closed()) {
                return;
            }
            if (isCounted(reply)) {
                meter.report(reply.result(), Duration.ofNanos(System.nanoTime() - began));
            }
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            if (reply instanceof Reply.Refused refused) {
                refusals.refused(address, refused);
                response.setStatusCode(refused.status());
                if (refused.retryAfterSeconds() > 0) {
                    response.putHeader("Retry-After", String.valueOf(refused.retryAfterSeconds()));
                }
            }
            if (incomplete) {
                response.putHeader(HttpHeaders.CONNECTION, "close");
                response.end(Buffer.buffer(body(reply)))
                        .onComplete(_ -> request.connection().close());
            } else {
                response.end(Buffer.buffer(body(reply)));
            }
        }

        private byte[] body(Reply reply) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                switch (reply) {
                    case Reply.Accepted accepted -> codec.writeAnswer(accepted.answer(), out);
                    case Reply.Stored _ -> out.writeBytes(EMPTY);
                    case Reply.Assigned assigned -> targets.writeList(assigned.list(), out);
                    case Reply.Refused refused -> codec.writeError(refused.reason(), out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }
}
