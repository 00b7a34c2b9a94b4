package io.deadlockwatch.operator.intake;

import java.time.Duration;

/**
 * What a server for reports takes.
 *
 * @param bytes of bodies that are being received or worked on
 * @param bytesEach of them, for one address
 * @param connections open at one time; a sidecar keeps one, so this bounds the pods that one operator hears of
 * @param connectionsEach of them, for one address: more than the pods of a node, which some networks show as one address
 * @param bodyTime from a request's head to the end of its body
 */
public record IntakeLimits(long bytes, long bytesEach, int connections, int connectionsEach, Duration bodyTime) {

    public static final IntakeLimits DEFAULTS =
            new IntakeLimits(24L << 20, 4L << 20, 16_384, 256, Duration.ofSeconds(15));

    /**
     * The same with so many connections for one address.
     *
     * @param connections 0: addresses do not tell callers apart, each may take all there is
     */
    public IntakeLimits perAddress(int connections) {
        return connections == 0
                ? new IntakeLimits(bytes, bytes, this.connections, this.connections, bodyTime)
                : new IntakeLimits(bytes, bytesEach, this.connections, connections, bodyTime);
    }
}
