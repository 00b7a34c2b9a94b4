package io.deadlockwatch.operator.canary.http;

import java.io.IOException;

/** Says what a Flagger Canary is about: a webhook's payload names the Canary only. */
@FunctionalInterface
public interface FlaggerTargets {

    /**
     * The workload that a Canary targets, as {@code Kind/name}.
     *
     * @throws IOException if there is no such Canary, or it may not be read
     */
    String target(String namespace, String canary) throws IOException;
}
