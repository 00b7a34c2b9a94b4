package io.deadlockwatch.operator.app;

import io.deadlockwatch.operator.certificate.CertificateNames;
import io.deadlockwatch.operator.certificate.Certificates;
import io.deadlockwatch.operator.certificate.SecretCertificateStore;
import io.deadlockwatch.operator.certificate.ServerCertificate;
import io.deadlockwatch.operator.config.OperatorConfig;
import io.deadlockwatch.operator.fleet.Fleet;
import io.deadlockwatch.operator.incident.IncidentBook;
import io.deadlockwatch.operator.incident.IncidentInformer;
import io.deadlockwatch.operator.ingest.ReportServer;
import io.deadlockwatch.operator.injection.InjectionGuard;
import io.deadlockwatch.operator.injection.SamplerStarts;
import io.deadlockwatch.operator.injection.Suspension;
import io.deadlockwatch.operator.pods.PodInformers;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.reconcile.DeadlockWatchReconciler;
import io.deadlockwatch.operator.reconcile.StaticFindingSetReconciler;
import io.deadlockwatch.operator.room.Rooms;
import io.deadlockwatch.operator.telemetry.InjectionMeters;
import io.deadlockwatch.operator.webhookconfig.DryRunProbe;
import io.deadlockwatch.operator.webhookconfig.InjectionSelfTest;
import io.deadlockwatch.operator.webhookconfig.WebhookConfigWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The operator: starts its parts in the order in which they need each other, then looks at the fleet every few seconds. What was known before a start is read before
 * the first report is taken.
 */
@Singleton
class OperatorRole implements RoleLife {

    private static final Logger LOG = Logger.getLogger(OperatorRole.class);

    /** Until it is back nobody can start a webhook replica that mounts a certificate that was deleted. */
    private static final Duration CERTIFICATE_CHECK = Duration.ofMinutes(1);

    private final Operator operator;
    private final DeadlockWatchReconciler watches;
    private final StaticFindingSetReconciler findings;
    private final PolicyBook policies;
    private final Fleet fleet;
    private final Ingest ingest;
    private final Verdicts verdicts;
    private final Clock clock;
    private final List<String> namespaces;
    private final PodInformers podInformers;
    private final IncidentInformer incidentInformer;
    private final Rooms rooms;
    private final WebhookConfigWriter webhooks;
    private final InjectionSelfTest selfTest;
    private final InjectionGuard guard;
    private final InjectionMeters injectionMeters;
    private final Certificates certificates;
    private volatile Optional<Serving> serving = Optional.empty();
    private Instant nextCertificateCheck = Instant.EPOCH;

    OperatorRole(
            OperatorConfig config,
            KubernetesClient client,
            Operator operator,
            DeadlockWatchReconciler watches,
            StaticFindingSetReconciler findings,
            PolicyBook policies,
            Fleet fleet,
            Pods pods,
            IncidentBook book,
            Ingest ingest,
            Verdicts verdicts,
            SamplerStarts starts,
            InjectionGuard guard,
            InjectionMeters injectionMeters,
            Clock clock) {
        this.operator = operator;
        this.watches = watches;
        this.findings = findings;
        this.policies = policies;
        this.fleet = fleet;
        this.ingest = ingest;
        this.verdicts = verdicts;
        this.clock = clock;
        this.namespaces = config.watchNamespaces().orElse(List.of());
        this.podInformers = new PodInformers(client, pods, starts);
        this.guard = guard;
        this.incidentInformer = new IncidentInformer(client, book);
        this.rooms = new Rooms(client);
        this.webhooks = new WebhookConfigWriter(
                client, config.injection().configuration(), config.namespace(), rooms::room, clock);
        this.selfTest = new InjectionSelfTest(
                new DryRunProbe(client, config.namespace()), config.injection().selfTestEvery(), clock);
        this.injectionMeters = injectionMeters;
        List<String> extraNames = config.certificate().extraNames().orElse(List.of());
        this.certificates = new Certificates(
                new SecretCertificateStore(client, config.namespace()),
                CertificateNames.of(config.namespace(), extraNames),
                clock,
                new SecureRandom());
    }

    @Override
    public void start() throws IOException {
        ServerCertificate certificate = certificates.ensure();
        nextCertificateCheck = clock.instant().plus(CERTIFICATE_CHECK);
        podInformers.start(namespaces);
        incidentInformer.start(namespaces);
        rooms.start(namespaces);
        guard.restore(webhooks.suspended());
        operator.start();
        watches.readAll();
        findings.readAll();
        fleet.look();
        ReportServer server = ingest.server(certificate);
        server.start();
        serving = Optional.of(new Serving(server, certificate));
        verdicts.start();
        ingest.meter(() -> serving.map(now -> now.certificate().notAfter()));
        injectionMeters.selfTest(selfTest::works);
        injectionMeters.stuck(guard::stuckPods, () -> guard.suspension().isPresent());
    }

    @Override
    public void beat() throws IOException {
        if (!podInformers.isHealthy()) {
            throw new IllegalStateException("no longer told of pods");
        }
        watches.forgetDeleted();
        findings.forgetDeleted();
        fleet.look();
        ingest.retain(policies.current().watches());
        Serving now = serving.orElseThrow();
        if (!clock.instant().isBefore(nextCertificateCheck)) {
            nextCertificateCheck = clock.instant().plus(CERTIFICATE_CHECK);
            ServerCertificate certificate = certificates.ensure();
            if (!certificate.equals(now.certificate())) {
                now.server().use(certificate);
                serving = Optional.of(new Serving(now.server(), certificate));
            }
        }
        inject(serving.orElseThrow().certificate().caPem());
        selfTest.beat();
    }

    /** Has samplers injected, unless they keep pods from running. */
    private void inject(String caPem) {
        List<WatchPolicy> all = policies.current().watches();
        if (webhooks.isNoteTakenAway()) {
            guard.resume(all);
        }
        guard.beat(all);
        webhooks.sync(all, caPem, guard.suspension().map(Suspension::image));
    }

    @Override
    public void stop() {
        verdicts.stop();
        serving.ifPresent(now -> now.server().stop());
        operator.stop();
        incidentInformer.close();
        rooms.close();
        podInformers.close();
        LOG.info("stopped");
    }

    private record Serving(ReportServer server, ServerCertificate certificate) {}
}
