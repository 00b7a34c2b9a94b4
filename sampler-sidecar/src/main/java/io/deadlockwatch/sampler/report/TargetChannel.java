package io.deadlockwatch.sampler.report;

import io.deadlockwatch.core.protocol.TargetsRequest;

/** Where a node sampler asks which pods to look at. */
public interface TargetChannel {

    /** Asks and waits for the reply, a bounded time. Whatever goes wrong is a reply too. */
    ReportReply ask(TargetsRequest request);
}
