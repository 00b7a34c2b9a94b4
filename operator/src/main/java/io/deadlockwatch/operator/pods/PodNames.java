package io.deadlockwatch.operator.pods;

import java.util.List;

/** Names that injected pods carry: written by the webhook, read by the operator. */
public final class PodNames {

    public static final String SAMPLER_CONTAINER = "deadlockwatch-sampler";
    public static final String TOKEN_VOLUME = "deadlockwatch-token";

    /** Set by people: {@code "false"} keeps samplers out. */
    public static final String INJECT = "deadlockwatch.io/inject";

    /** Set by the webhook: {@code injected} or {@code skipped-<reason>}; by the operator: {@link #RESCUED}. */
    public static final String INJECTION = "deadlockwatch.io/injection";

    /** Value of {@link #INJECTION}: its sampler kept the pod from starting and has got another image. */
    public static final String RESCUED = "rescued";

    /** Reasons for skipping that are nobody's wish, and go away with more room. */
    public static final String QUOTA = "quota";

    public static final String LIMIT_RANGE = "limit-range";

    /** Keys of a Secret that {@link #PPROF_CREDENTIALS} names, and names of the files that a sampler finds; each may be missing. */
    public static final List<String> PPROF_KEYS =
            List.of("token", "username", "password", "headers", "ca.crt", "server-name");

    /** Set by the webhook: the watch that asked for it. */
    public static final String WATCH = "deadlockwatch.io/watch";

    /**
     * Set by people: what opens the pod's pprof pages. In mode Remote an entry of the node samplers' credentials, in mode Sidecar a Secret of the pod's namespace.
     */
    public static final String PPROF_CREDENTIALS = "deadlockwatch.io/pprof-credentials";

    /** The audience of the token by which a sampler says who it is. */
    public static final String AUDIENCE = "deadlockwatch.io";

    /** Longest revision in a status. */
    public static final int MAX_REVISION = 63;

    private PodNames() {}
}
