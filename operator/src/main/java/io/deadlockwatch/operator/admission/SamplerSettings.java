package io.deadlockwatch.operator.admission;

import java.util.OptionalLong;

/**
 * What every injected sampler is given.
 *
 * @param user that it runs as; empty where the platform chooses one, as OpenShift does
 */
public record SamplerSettings(String image, String pullPolicy, String operatorUrl, OptionalLong user) {}
