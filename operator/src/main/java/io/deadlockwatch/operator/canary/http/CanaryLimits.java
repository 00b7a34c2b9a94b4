package io.deadlockwatch.operator.canary.http;

import java.time.Duration;

/**
 * What the server takes.
 *
 * @param requests at one time; each may wait for half a minute, and few clusters have as many canaries at once
 * @param bodyBytes of a request; Flagger's are some hundred bytes, with the user's metadata
 * @param bodyTime until a request must be complete
 */
public record CanaryLimits(int requests, int bodyBytes, Duration bodyTime) {

    public static final CanaryLimits DEFAULTS = new CanaryLimits(64, 64 << 10, Duration.ofSeconds(5));
}
