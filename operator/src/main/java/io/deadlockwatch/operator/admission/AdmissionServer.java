package io.deadlockwatch.operator.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.operator.certificate.ServerCertificate;
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

/** The HTTPS server that the API server asks. Whatever goes wrong, the pod is allowed. */
public final class AdmissionServer {

    private static final Logger LOG = Logger.getLogger(AdmissionServer.class);
    private static final int MAX_BODY = 3 << 20;

    private final HttpServer server;
    private final AdmissionReviewer reviewer;
    private final SamplerSettings settings;
    private final AdmissionMeter meter;
    private volatile SamplerPatch patches;

    public AdmissionServer(
            Vertx vertx,
            int port,
            ServerCertificate certificate,
            SamplerSettings settings,
            ObjectMapper json,
            AdmissionMeter meter) {
        this.reviewer = new AdmissionReviewer(json);
        this.settings = settings;
        this.meter = meter;
        this.patches = new SamplerPatch(settings, certificate.caPem());
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setPort(port)
                        .setSsl(true)
                        .setUseAlpn(false)
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
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= MAX_BODY) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> answer(request.response(), review(body, path.get())));
    }

    private AdmissionReviewer.Outcome review(Buffer body, InjectPath path) {
        try {
            return body.length() > MAX_BODY
                    ? reviewer.allow("", Admission.TOO_LARGE)
                    : reviewer.review(body.getBytes(), path, patches);
        } catch (RuntimeException e) {
            LOG.error("a pod was let pass without a sampler", e);
            return reviewer.allow("", Admission.INTERNAL);
        }
    }

    private void answer(HttpServerResponse response, AdmissionReviewer.Outcome outcome) {
        meter.count(outcome.admission());
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(outcome.body());
    }
}
