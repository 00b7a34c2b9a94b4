package io.deadlockwatch.core.protocol;

/**
 * What the sampler is to do while its lease lasts.
 *
 * @param port of the pprof endpoint
 * @param path prefix of the pprof pages, {@code /debug/pprof} by custom
 * @param scheme {@code http} or {@code https}
 * @param intervalMillis between samples
 * @param heartbeatMillis between reports when nothing changes
 */
public record SamplerConfig(
        int port, String path, String scheme, long intervalMillis, long heartbeatMillis, boolean paused) {}
