package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.operator.certificate.ServerCertificate;
import io.deadlockwatch.operator.intake.Shares;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The HTTPS server that the API server asks. Whatever goes wrong, the pod is allowed.
 *
 * <p>The API server shows no certificate by which it could be known, so that whoever reaches the port may ask; the answers are worth nothing to anybody else. What is held of bodies
 * and how long they take is bounded, all together and for each address.
 */
public final class AdmissionServer {

    private static final Logger LOG = Logger.getLogger(AdmissionServer.class);
    private static final int MAX_BODY = 3 << 20;
    private static final long MAX_BODIES = 24L << 20;
    private static final long MAX_BODIES_EACH = 12L << 20;
    private static final int IDLE_SECONDS = 30;

    /** The API server gives up after three seconds. */
    private static final long BODY_MILLIS = 5_000;

    private final Vertx vertx;
    private final HttpServer server;
    private final AdmissionReviewer reviewer;
    private final SamplerSettings settings;
    private final AdmissionMeter meter;
    private final Shares bodies = new Shares(MAX_BODIES, MAX_BODIES_EACH);
    private volatile SamplerPatch patches;

    public AdmissionServer(
            Vertx vertx,
            int port,
            ServerCertificate certificate,
            SamplerSettings settings,
            ObjectMapper json,
            AdmissionMeter meter) {
        this.vertx = vertx;
        this.reviewer = new AdmissionReviewer(json);
        this.settings = settings;
        this.meter = meter;
        this.patches = new SamplerPatch(settings, certificate.caPem());
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setPort(port)
                        .setSsl(true)
                        .setUseAlpn(false)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setKeyCertOptions(certificate.vertx()))
                .requestHandler(this::receive);
    }

    /** Starts to listen; returns when it does. */
    public void start() throws IOException {
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (RuntimeException e) {
            throw new IOException("cannot listen for admission reviews: " + e.getMessage(), e);
        }
        LOG.infof("taking admission reviews on port %d", server.actualPort());
    }

    /** Uses another certificate for connections made from now on, and gives its CA to samplers. */
    public void use(ServerCertificate certificate) {
        patches = new SamplerPatch(settings, certificate.caPem());
        server.updateSSLOptions(certificate.sslOptions())
                .onFailure(e -> LOG.errorf("the new certificate cannot be used: %s", e.getMessage()));
    }

    int port() {
        return server.actualPort();
    }

    /** Stops to listen. */
    public void stop() {
        server.close();
    }

    private void receive(HttpServerRequest request) {
        Optional<InjectPath> path = InjectPath.parse(String.valueOf(request.path()));
        if (path.isEmpty() || !HttpMethod.POST.equals(request.method())) {
            request.response().setStatusCode(404).end();
            return;
        }
        new Reception(request, path.get()).begin();
    }

    private AdmissionReviewer.Outcome review(Buffer body, InjectPath path) {
        try {
            return reviewer.review(body.getBytes(), path, patches);
        } catch (RuntimeException e) {
            LOG.error("a pod was let pass without a sampler", e);
            return reviewer.allow("", Admission.INTERNAL);
        }
    }

    private Future<Void> answer(HttpServerResponse response, AdmissionReviewer.Outcome outcome) {
        meter.count(outcome.admission());
        return response.ended() || response.closed()
                ? Future.succeededFuture()
                : response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(outcome.body());
    }

    /** One request, until its body is complete or too much. */
    private final class Reception {

        private final HttpServerRequest request;
        private final InjectPath path;
        private final String address;
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean done;

        Reception(HttpServerRequest request, InjectPath path) {
            this.request = request;
            this.path = path;
            this.address = request.remoteAddress().hostAddress();
        }

        void begin() {
            timer = vertx.setTimer(BODY_MILLIS, _ -> giveUp().onComplete(
                            _ -> request.connection().close()));
            request.exceptionHandler(_ -> giveUp());
            request.handler(this::chunk);
            request.endHandler(_ -> complete());
        }

        private void chunk(Buffer chunk) {
            if (done) {
                return;
            }
            if (body.length() + chunk.length() <= MAX_BODY && bodies.take(address, chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                giveUp();
            }
        }

        private void complete() {
            if (!done) {
                AdmissionReviewer.Outcome outcome = review(body, path);
                end();
                answer(request.response(), outcome);
            }
        }

        /** What is still to come of the body is of no interest. */
        private Future<Void> giveUp() {
            if (done) {
                return Future.succeededFuture();
            }
            end();
            return answer(request.response(), reviewer.allow("", Admission.TOO_LARGE));
        }

        private void end() {
            done = true;
            vertx.cancelTimer(timer);
            bodies.giveBack(address, body.length());
        }
    }
}
