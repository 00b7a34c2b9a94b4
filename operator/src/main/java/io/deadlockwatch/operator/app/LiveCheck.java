package io.deadlockwatch.operator.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Tells Kubernetes whether to start the process anew. */
@Liveness
@Singleton
class LiveCheck implements HealthCheck {

    private final Health health;

    LiveCheck(Health health) {
        this.health = health;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("beating").status(health.isAlive()).build();
    }
}
