package io.deadlockwatch.operator.canary.http;

/** Counts verdicts that were given. */
@FunctionalInterface
public interface CanaryMeter {

    void verdict(Outcome outcome, Client client);
}
