package io.deadlockwatch.operator.ingest;

/** What a report does to a session. */
public sealed interface Step {

    /** It is the newest: the session becomes this. */
    record Applied(Session session) implements Step {}

    /** It was accepted before; the same answer again. */
    record Repeated(long ack) implements Step {}

    /** It is older than what is known. */
    record Outdated(long ack) implements Step {}

    /** What it builds on is not known here: the sampler shall send everything. */
    record Resync() implements Step {}

    /** It breaks the protocol. */
    record Invalid(String reason) implements Step {}
}
