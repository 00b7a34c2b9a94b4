package io.deadlockwatch.operator.pods;

/** Names that injected pods carry: written by the webhook, read by the operator. */
public final class PodNames {

    public static final String SAMPLER_CONTAINER = "deadlockwatch-sampler";
    public static final String TOKEN_VOLUME = "deadlockwatch-token";

    /** Set by people: {@code "false"} keeps samplers out. */
    public static final String INJECT = "deadlockwatch.io/inject";

    /** Set by the webhook: {@code injected} or {@code skipped-<reason>}. */
    public static final String INJECTION = "deadlockwatch.io/injection";

    /** Set by the webhook: the watch that asked for it. */
    public static final String WATCH = "deadlockwatch.io/watch";

    /** The audience of the token by which a sampler says who it is. */
    public static final String AUDIENCE = "deadlockwatch.io";

    /** Longest revision in a status. */
    public static final int MAX_REVISION = 63;

    private PodNames() {}
}
