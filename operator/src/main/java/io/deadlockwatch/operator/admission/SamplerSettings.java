package io.deadlockwatch.operator.admission;

/** What every injected sampler is given. */
public record SamplerSettings(String image, String pullPolicy, String operatorUrl) {}
