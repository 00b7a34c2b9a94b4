package io.deadlockwatch.operator.ingest;

import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.TargetsCodec;
import io.deadlockwatch.operator.certificate.ServerCertificate;
import io.deadlockwatch.operator.ingest.IngestService.Submission;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The HTTPS server for reports, dumps and the questions of node samplers. The event loop only collects bodies, bounded one by one and all together; everything else runs on virtual threads.
 */
public final class ReportServer {

    private static final Logger LOG = Logger.getLogger(ReportServer.class);
    private static final String REPORTS = "/v1/report";
    private static final String DUMPS = "/v1/dump";
    private static final String TARGETS = "/v1/targets";
    private static final Set<String> PATHS = Set.of(REPORTS, DUMPS, TARGETS);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final long MAX_BUFFERED = 24L << 20;
    private static final int IDLE_SECONDS = 90;
    private static final int BUSY_RETRY_SECONDS = 10;

    private final Vertx vertx;
    private final ReportCodec codec;
    private final TargetsCodec targets = new TargetsCodec();
    private final IngestService service;
    private final IngestMeter meter;
    private final RefusalLog refusals;
    private final AtomicLong buffered = new AtomicLong();
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
            Clock clock) {
        this.vertx = vertx;
        this.codec = codec;
        this.service = service;
        this.meter = meter;
        this.refusals = new RefusalLog(clock);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setPort(port)
                        .setSsl(true)
                        .setUseAlpn(false)
                        .setKeyCertOptions(certificate.vertx())
                        .setIdleTimeout(IDLE_SECONDS))
                .requestHandler(this::receive);
    }

    /** Starts to listen; returns when it does. */
    public void start() throws IOException {
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (RuntimeException e) {
            throw new IOException("cannot listen for reports: " + e.getMessage(), e);
        }
        LOG.infof("taking reports on port %d", server.actualPort());
    }

    public int port() {
        return server.actualPort();
    }

    /** Uses another certificate for connections made from now on. */
    public void use(ServerCertificate certificate) {
        server.updateSSLOptions(certificate.sslOptions())
                .onFailure(e -> LOG.errorf("the new certificate cannot be used: %s", e.getMessage()));
    }

    /** Stops to listen. */
    public void stop() {
        server.close();
        workers.shutdown();
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
        private boolean done;

        Reception(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
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
                answer(Reply.Refused.tooLarge("body is larger than " + limit + " bytes"));
            } else if (buffered.addAndGet(chunk.length()) > MAX_BUFFERED) {
                body.appendBuffer(chunk);
                giveUp();
                answer(Reply.Refused.unavailable("too many reports at once", BUSY_RETRY_SECONDS));
            } else {
                body.appendBuffer(chunk);
            }
        }

        /** Nothing more of this request is of interest. */
        private void giveUp() {
            if (!done) {
                done = true;
                buffered.addAndGet(-body.length());
            }
        }

        private void complete() {
            if (done) {
                return;
            }
            done = true;
            Submission submission = new Submission(
                    Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), ""),
                    new ByteArrayInputStream(body.getBytes()),
                    "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING)));
            workers.execute(() -> {
                Reply reply = reply(submission);
                buffered.addAndGet(-body.length());
                context.runOnContext(_ -> answer(reply));
            });
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

        private void answer(Reply reply) {
            HttpServerResponse response = request.response();
            if (response.ended() || response.closed()) {
                return;
            }
            if (isCounted(reply)) {
                meter.report(reply.result(), Duration.ofNanos(System.nanoTime() - began));
            }
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            if (reply instanceof Reply.Refused refused) {
                refusals.refused(request.remoteAddress().hostAddress(), refused);
                response.setStatusCode(refused.status());
                if (refused.retryAfterSeconds() > 0) {
                    response.putHeader("Retry-After", String.valueOf(refused.retryAfterSeconds()));
                }
                if (refused.status() == 413) {
                    // The rest of the body is still on its way: the connection is of no more use.
                    response.putHeader(HttpHeaders.CONNECTION, "close");
                    response.end(Buffer.buffer(body(reply)))
                            .onComplete(_ -> request.connection().close());
                    return;
                }
            }
            response.end(Buffer.buffer(body(reply)));
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
