package io.deadlockwatch.operator.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.operator.admission.AdmissionServer;
import io.deadlockwatch.operator.admission.SamplerSettings;
import io.deadlockwatch.operator.certificate.CertificateNames;
import io.deadlockwatch.operator.certificate.ServerCertificate;
import io.deadlockwatch.operator.certificate.TlsFiles;
import io.deadlockwatch.operator.config.OperatorConfig;
import io.deadlockwatch.operator.telemetry.AdmissionMeters;
import io.deadlockwatch.operator.telemetry.CommonMeters;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** The webhook: answers the API server with the certificate that is mounted, and takes up a new one when the kubelet brings it. Knows no API. */
@Singleton
class WebhookRole implements RoleLife {

    private static final Logger LOG = Logger.getLogger(WebhookRole.class);

    /** In beats, of five seconds each. */
    private static final int BETWEEN_COLLECTIONS = 24;

    private final OperatorConfig config;
    private final Vertx vertx;
    private final TlsFiles files;
    private final AdmissionMeters meters;
    private volatile Optional<Serving> serving = Optional.empty();
    private int beats;

    WebhookRole(OperatorConfig config, Vertx vertx, AdmissionMeters meters, CommonMeters common) {
        this.config = config;
        this.vertx = vertx;
        this.files = new TlsFiles(config.tls().directory());
        this.meters = meters;
        common.build("webhook", config.version());
        common.certificate(this::expiry);
    }

    private Optional<Instant> expiry() {
        return serving.map(now -> now.certificate().notAfter());
    }

    @Override
    public void start() throws IOException {
        ServerCertificate certificate = files.read();
        String operatorUrl = config.operatorUrl()
                .orElse("https://" + CertificateNames.OPERATOR_SERVICE + "." + config.namespace() + ".svc");
        SamplerSettings sampler = new SamplerSettings(
                config.sampler().image(),
                config.sampler().pullPolicy(),
                operatorUrl,
                config.sampler().user() == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(config.sampler().user()));
        AdmissionServer server =
                new AdmissionServer(vertx, config.admission().port(), certificate, sampler, new ObjectMapper(), meters);
        server.start();
        serving = Optional.of(new Serving(server, certificate));
    }

    @Override
    public void beat() throws IOException {
        if (++beats % BETWEEN_COLLECTIONS == 0) {
            collect();
        }
        ServerCertificate certificate = files.read();
        Serving now = serving.orElseThrow();
        if (!certificate.equals(now.certificate())) {
            now.server().use(certificate);
            serving = Optional.of(new Serving(now.server(), certificate));
            LOG.infof("took up a new certificate, good until %s", certificate.notAfter());
        }
    }

    /**
     * Gives memory back. What admissions, probes and scrapes leave in the old generation stays there until the heap is full, as the serial collector has it: of a replica that needs
     * 13 MB that would be most of what it holds.
     */
    private static void collect() {
        System.gc();
    }

    @Override
    public void stop() {
        serving.ifPresent(now -> now.server().stop());
    }

    private record Serving(AdmissionServer server, ServerCertificate certificate) {}
}
