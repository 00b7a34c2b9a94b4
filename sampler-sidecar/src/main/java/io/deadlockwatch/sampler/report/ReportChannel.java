package io.deadlockwatch.sampler.report;

import io.deadlockwatch.core.protocol.Report;

/** The way to the operator. */
public interface ReportChannel {

    /** Sends one report and waits for the reply, a bounded time. Whatever goes wrong is a reply too. */
    ReportReply send(Report report);
}
