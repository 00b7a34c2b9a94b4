package io.deadlockwatch.operator.telemetry;

import io.deadlockwatch.operator.canary.http.CanaryMeter;
import io.deadlockwatch.operator.canary.http.Client;
import io.deadlockwatch.operator.canary.http.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Verdicts on canaries, counted; all nine series are there at 0 from the start. */
@Singleton
public final class CanaryMeters implements CanaryMeter {

    private final Map<Outcome, Map<Client, Counter>> verdicts = new EnumMap<>(Outcome.class);

    public CanaryMeters(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            Map<Client, Counter> byClient = new EnumMap<>(Client.class);
            for (Client client : Client.values()) {
                byClient.put(
                        client,
                        Counter.builder("deadlockwatch.canary.verdicts")
                                .description("Verdicts on canaries that were given, by who asked.")
                                .tag("verdict", outcome.label())
                                .tag("client", client.label())
                                .register(registry));
            }
            verdicts.put(outcome, byClient);
        }
    }

    @Override
    public void verdict(Outcome outcome, Client client) {
        Objects.requireNonNull(Objects.requireNonNull(verdicts.get(outcome)).get(client))
                .increment();
    }
}
