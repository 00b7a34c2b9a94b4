package io.deadlockwatch.operator.app;

import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.operator.canary.TrialBook;
import io.deadlockwatch.operator.certificate.ServerCertificate;
import io.deadlockwatch.operator.config.OperatorConfig;
import io.deadlockwatch.operator.fleet.Fleet;
import io.deadlockwatch.operator.incident.IncidentBook;
import io.deadlockwatch.operator.incident.IncidentService;
import io.deadlockwatch.operator.ingest.Authentication;
import io.deadlockwatch.operator.ingest.IngestMeter;
import io.deadlockwatch.operator.ingest.IngestService;
import io.deadlockwatch.operator.ingest.KubernetesTokenReviews;
import io.deadlockwatch.operator.ingest.NodeSamplerAccount;
import io.deadlockwatch.operator.ingest.RemoteMode;
import io.deadlockwatch.operator.ingest.ReportServer;
import io.deadlockwatch.operator.ingest.Sessions;
import io.deadlockwatch.operator.ingest.StackPool;
import io.deadlockwatch.operator.intake.IntakeLimits;
import io.deadlockwatch.operator.pods.Pods;
import io.deadlockwatch.operator.policy.PolicyBook;
import io.deadlockwatch.operator.policy.WatchPolicy;
import io.deadlockwatch.operator.remote.NodeDesk;
import io.deadlockwatch.operator.telemetry.CommonMeters;
import io.deadlockwatch.operator.telemetry.EventExport;
import io.deadlockwatch.operator.telemetry.OperatorMeters;
import io.deadlockwatch.operator.telemetry.ReportSpans;
import io.deadlockwatch.operator.waitfor.WaitForBook;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Puts together what takes reports. */
@Singleton
class Ingest {

    private final OperatorConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final IngestService service;
    private final OperatorMeters meters;
    private final IngestMeter traced;
    private final CommonMeters common;
    private final Fleet fleet;
    private final StackPool stacks;
    private final IncidentBook book;
    private final WaitForBook waits;
    private final ReportCodec codec = new ReportCodec(ReportLimits.DEFAULTS);

    Ingest(
            OperatorConfig config,
            Vertx vertx,
            KubernetesClient client,
            Pods pods,
            PolicyBook policies,
            Sessions sessions,
            StackPool stacks,
            IncidentService incidents,
            WaitForBook waits,
            IncidentBook book,
            Fleet fleet,
            NodeDesk nodes,
            TrialBook trials,
            OperatorMeters meters,
            CommonMeters common,
            EventExport export,
            Clock clock) {
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.fleet = fleet;
        this.stacks = stacks;
        this.book = book;
        this.waits = waits;
        this.meters = meters;
        this.traced = new ReportSpans(meters, export.spans());
        this.common = common;
        Authentication authentication =
                new Authentication(new KubernetesTokenReviews(client), clock, RandomGenerator.getDefault());
        this.service = new IngestService(
                authentication,
                codec,
                pods,
                policies,
                sessions,
                incidents,
                waits,
                waits,
                trials::isOnTrial,
                new RemoteMode(nodeSamplers(config), nodes),
                meters,
                clock);
    }

    /** Pods of its own namespace the operator knows only if that is among those it watches. */
    private static NodeSamplerAccount nodeSamplers(OperatorConfig config) {
        String own = config.namespace();
        boolean watched = config.watchNamespaces()
                .filter(some -> !some.isEmpty())
                .map(some -> some.contains(own))
                .orElse(true);
        return new NodeSamplerAccount(own, NodeSamplerAccount.NAME, watched);
    }

    ReportServer server(ServerCertificate certificate) {
        return new ReportServer(
                vertx,
                config.ingest().port(),
                certificate,
                codec,
                service,
                traced,
                clock,
                IntakeLimits.DEFAULTS.perAddress(config.ingest().connectionsPerAddress()));
    }

    /** Metrics about what is there now, from now on. */
    void meter(Supplier<Optional<Instant>> certificateExpiry) {
        meters.watch(fleet::view, stacks::size, book::dropped, waits::leftOut);
        common.build("operator", config.version());
        common.certificate(certificateExpiry);
    }

    /** Forgets the metrics of all watches but these. */
    void retain(List<WatchPolicy> watches) {
        meters.retain(watches);
    }
}
