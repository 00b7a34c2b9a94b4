package io.deadlockwatch.operator.pods;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A container of a pod.
 *
 * @param image as the pod's spec names it
 * @param imageDigest {@code sha256:...} of what runs; empty if not known yet
 * @param ports container ports that have a name
 * @param startedAt when it started, while it runs
 * @param restarts how often it was started anew
 */
public record ContainerInfo(
        String name,
        String image,
        String imageDigest,
        Map<String, Integer> ports,
        Optional<Instant> startedAt,
        int restarts) {

    public ContainerInfo {
        ports = Map.copyOf(ports);
    }
}
