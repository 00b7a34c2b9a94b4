package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.sampler.dump.PackedDump;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.loop.Backoff;
import io.deadlockwatch.sampler.report.DumpChannel;
import io.deadlockwatch.sampler.report.ReportChannel;
import io.deadlockwatch.sampler.report.ReportReply;
import io.deadlockwatch.sampler.report.TargetChannel;
import io.deadlockwatch.sampler.time.Nanos;
import io.deadlockwatch.sampler.time.Ticker;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The one way to the operator that all targets of a node share, one request at a time. If the operator does not answer one, the others need not find that out each for
 * itself, with a time-out each: for a while they are told so at once. Safe for many threads.
 */
public final class SharedOperator implements ReportChannel, DumpChannel, TargetChannel {

    private final ReportChannel reports;
    private final DumpChannel dumps;
    private final TargetChannel targets;
    private final Ticker ticker;
    private final EventLog log;
    private final Backoff backoff;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean away;
    private long awayUntil;
    private String why = "";
    private String logged = "";

    public SharedOperator(
            ReportChannel reports,
            DumpChannel dumps,
            TargetChannel targets,
            Ticker ticker,
            RandomGenerator random,
            EventLog log) {
        this.reports = reports;
        this.dumps = dumps;
        this.targets = targets;
        this.ticker = ticker;
        this.log = log;
        this.backoff = new Backoff(random);
    }

    @Override
    public ReportReply send(Report report) {
        return exchange(() -> reports.send(report));
    }

    @Override
    public ReportReply sendDump(DumpHeader header, PackedDump dump) {
        return exchange(() -> dumps.sendDump(header, dump));
    }

    @Override
    public ReportReply ask(TargetsRequest request) {
        return exchange(() -> targets.ask(request));
    }

    private ReportReply exchange(Supplier<ReportReply> request) {
        lock.lock();
        try {
            if (away && awayUntil - ticker.nanos() > 0) {
                return new ReportReply.Failed(why);
            }
            ReportReply reply = request.get();
            if (reply instanceof ReportReply.Failed failed && !failed.answered()) {
                away = true;
                awayUntil = ticker.nanos() + Nanos.ofMillis(backoff.nextMillis());
                why = failed.why();
                log("unreachable", why);
            } else {
                away = false;
                backoff.reset();
                log("connected", "");
            }
            return reply;
        } finally {
            lock.unlock();
        }
    }

    private void log(String state, String detail) {
        if (!logged.equals(state)) {
            logged = state;
            log.event("operator", state, detail);
        }
    }
}
