package io.deadlockwatch.sampler.pprof;

import io.deadlockwatch.core.protocol.SamplerConfig;

/**
 * Where a process serves its pprof pages.
 *
 * @param path prefix of the pages
 * @param scheme {@code http} or {@code https}
 */
public record PprofTarget(int port, String path, String scheme) {

    private static final int PATH_CHARS = 1_024;

    /** The one that the operator names. */
    public static PprofTarget of(SamplerConfig config) {
        return new PprofTarget(config.port(), config.path(), config.scheme());
    }

    /** The path of one page, for example {@code /debug/pprof/goroutine}. */
    String page(String name) {
        return path.endsWith("/") ? path.concat(name) : path.concat("/").concat(name);
    }

    /** Whether the path can stand in a request line and nothing else. */
    boolean hasPlainPath() {
        if (path.isEmpty() || path.charAt(0) != '/' || path.length() > PATH_CHARS) {
            return false;
        }
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#' || c == '?') {
                return false;
            }
        }
        return true;
    }
}
