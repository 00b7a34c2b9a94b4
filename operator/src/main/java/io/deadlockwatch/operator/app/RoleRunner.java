package io.deadlockwatch.operator.app;

import io.deadlockwatch.operator.config.OperatorConfig;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Starts the role that the environment names, on a thread of its own, and keeps it beating. A role that cannot start ends the process: Kubernetes tries again. */
@Singleton
class RoleRunner {

    private static final Logger LOG = Logger.getLogger(RoleRunner.class);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int MAX_TRIES = 30;

    private final OperatorConfig config;
    private final Instance<OperatorRole> operatorRole;
    private final Instance<WebhookRole> webhookRole;
    private final Health health;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("role").daemon().factory());
    private volatile Optional<RoleLife> role = Optional.empty();
    private int tries;

    RoleRunner(
            OperatorConfig config,
            Instance<OperatorRole> operatorRole,
            Instance<WebhookRole> webhookRole,
            Health health) {
        this.config = config;
        this.operatorRole = operatorRole;
        this.webhookRole = webhookRole;
        this.health = health;
    }

    void begin(@Observes StartupEvent event) {
        thread.execute(this::start);
    }

    void end(@Observes ShutdownEvent event) {
        thread.shutdownNow();
        role.ifPresent(RoleLife::stop);
    }

    private void start() {
        try {
            RoleLife life = role.orElseGet(() -> switch (config.role()) {
                case OPERATOR -> operatorRole.get();
                case WEBHOOK -> webhookRole.get();
            });
            role = Optional.of(life);
            life.start();
            // Starting fills the heap with what is of no more use, and nothing else would have the JVM give it back.
            System.gc();
            health.ready();
            Future<?> _ = thread.scheduleWithFixedDelay(() -> beat(life), 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            retry(e);
        } catch (KubernetesClientException | OperatorException e) {
            LOG.errorf("cannot start: %s", e.getMessage());
            Quarkus.asyncExit(1);
        } catch (RuntimeException e) {
            LOG.error("cannot start", e);
            Quarkus.asyncExit(1);
        }
    }

    private void retry(IOException e) {
        tries++;
        if (tries < MAX_TRIES) {
            LOG.warnf("cannot start yet: %s", e.getMessage());
            Future<?> _ = thread.schedule(this::start, RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            LOG.errorf("cannot start: %s", e.getMessage());
            Quarkus.asyncExit(1);
        }
    }

    private void beat(RoleLife life) {
        try {
            life.beat();
            health.beat();
        } catch (IOException e) {
            LOG.warn(e.getMessage());
            health.beat();
        } catch (RuntimeException e) {
            LOG.error("regular work failed", e);
        }
    }
}
