package io.deadlockwatch.operator.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells Kubernetes whether to send requests. */
@Readiness
@Singleton
class ReadyCheck implements HealthCheck {

    private final Health health;

    ReadyCheck(Health health) {
        this.health = health;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("started").status(health.isReady()).build();
    }
}
