package io.deadlockwatch.core.protocol;

/**
 * What the sampler is to do while its lease lasts.
 *
 * @param port of the pprof endpoint
 * @param path prefix of the pprof pages, {@code /debug/pprof} by custom
 * @param scheme {@code http} or {@code https}
 * @param intervalMillis between samples
 * @param heartbeatMillis between reports when nothing changes
 * @param ladder what more may be taken than a sample each interval
 * @param ages how they are told
 */
public record SamplerConfig(
        int port,
        String path,
        String scheme,
        long intervalMillis,
        long heartbeatMillis,
        boolean paused,
        LadderConfig ladder,
        AgeConfig ages) {

    /** As an operator says that knows neither the dearer rungs nor another way to tell of ages. */
    public SamplerConfig(
            int port, String path, String scheme, long intervalMillis, long heartbeatMillis, boolean paused) {
        this(
                port,
                path,
                scheme,
                intervalMillis,
                heartbeatMillis,
                paused,
                LadderConfig.FIRST_RUNG_ONLY,
                AgeConfig.EACH_BY_ITSELF);
    }
}
