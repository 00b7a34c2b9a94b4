package io.deadlockwatch.operator.injection;

import java.io.IOException;

/** Gives the sampler of a pod another image. */
@FunctionalInterface
interface PodPatcher {

    /**
     * Patches.
     *
     * @throws IOException if the API server refuses
     */
    void replaceSampler(SamplerStart pod, String image) throws IOException;
}
