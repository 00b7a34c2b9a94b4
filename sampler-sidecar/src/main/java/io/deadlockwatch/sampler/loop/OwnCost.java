package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.protocol.SamplerCost;

/** What this process takes. */
public interface OwnCost {

    SamplerCost now();
}
