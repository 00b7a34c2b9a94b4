package io.deadlockwatch.sampler.pprof;

/**
 * What a fetch may take.
 *
 * @param connectMillis until the connection stands
 * @param totalMillis until the last byte of the body, from the moment the connection stands
 * @param bodyBytes as sent
 */
public record FetchLimits(int connectMillis, int totalMillis, long bodyBytes) {

    /** 2 s, 10 s, 8 MiB. */
    public static final FetchLimits DEFAULTS = new FetchLimits(2_000, 10_000, 8 << 20);

    /** 2 s, 10 s, 64 MiB: where Go ends a dump. */
    public static final FetchLimits DUMPS = new FetchLimits(2_000, 10_000, 64 << 20);
}
