package io.deadlockwatch.operator.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deadlockwatch.operator.canary.TrialBook;
import io.deadlockwatch.operator.canary.http.AccessRule;
import io.deadlockwatch.operator.canary.http.CanaryApi;
import io.deadlockwatch.operator.canary.http.CanaryLimits;
import io.deadlockwatch.operator.canary.http.CanaryServer;
import io.deadlockwatch.operator.canary.http.KubernetesFlaggerTargets;
import io.deadlockwatch.operator.canary.http.Oracle;
import io.deadlockwatch.operator.canary.http.Views;
import io.deadlockwatch.operator.canary.http.Warmth;
import io.deadlockwatch.operator.config.OperatorConfig;
import io.deadlockwatch.operator.fleet.Fleet;
import io.deadlockwatch.operator.fleet.FleetView;
import io.deadlockwatch.operator.telemetry.CanaryMeters;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Puts together what gives verdicts on canaries. */
@Singleton
class Verdicts {

    private final OperatorConfig config;
    private final Vertx vertx;
    private final KubernetesClient client;
    private final Fleet fleet;
    private final TrialBook trials;
    private final CanaryMeters meters;
    private final Clock clock;
    private volatile Optional<CanaryServer> server = Optional.empty();

    Verdicts(
            OperatorConfig config,
            Vertx vertx,
            KubernetesClient client,
            Fleet fleet,
            TrialBook trials,
            CanaryMeters meters,
            Clock clock) {
        this.config = config;
        this.vertx = vertx;
        this.client = client;
        this.fleet = fleet;
        this.trials = trials;
        this.meters = meters;
        this.clock = clock;
    }

    /** Starts to answer; until samplers have reported, that there is no verdict yet. */
    void start() throws IOException {
        Warmth warmth = new Warmth(clock, config.verdict().warmUp());
        CanaryApi api = new CanaryApi(
                new Oracle(new FleetViews(fleet), warmth, trials, System::nanoTime),
                new AccessRule(config.verdict().token()),
                new KubernetesFlaggerTargets(client),
                meters,
                new ObjectMapper());
        CanaryServer started = new CanaryServer(vertx, config.verdict().port(), api, CanaryLimits.DEFAULTS);
        started.start();
        server = Optional.of(started);
    }

    void stop() {
        server.ifPresent(CanaryServer::stop);
    }

    private record FleetViews(Fleet fleet) implements Views {

        @Override
        public FleetView current() {
            return fleet.view();
        }

        @Override
        public FleetView next(FleetView seen, Duration atMost) throws InterruptedException {
            return fleet.next(seen, atMost);
        }
    }
}
