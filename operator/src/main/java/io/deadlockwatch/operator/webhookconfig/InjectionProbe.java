package io.deadlockwatch.operator.webhookconfig;

import java.io.IOException;

/** Asks for a pod that should get a sampler, without one being made. */
@FunctionalInterface
public interface InjectionProbe {

    /**
     * Whether it got one.
     *
     * @throws IOException if the API server did not want to make such a pod at all
     */
    boolean isInjected() throws IOException;
}
