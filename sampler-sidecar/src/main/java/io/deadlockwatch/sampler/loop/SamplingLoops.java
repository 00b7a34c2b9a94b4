package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.ledger.Ledger;
import io.deadlockwatch.core.ledger.LedgerLimits;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.report.ReportChannel;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes loops, one a target, over the ports they share. */
public final class SamplingLoops {

    private final ReportChannel channel;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final EventLog log;
    private final String version;

    public SamplingLoops(ReportChannel channel, Ticker ticker, RandomGenerator random, EventLog log, String version) {
        this.channel = channel;
        this.ticker = ticker;
        this.random = random;
        this.log = log;
        this.version = version;
    }

    /** A loop in a new epoch. */
    public SamplingLoop create(PodRef pod, SnapshotSource source) {
        String epoch = HexFormat.of().toHexDigits(random.nextLong());
        return new SamplingLoop(
                new TargetMonitor(source, new Ledger(LedgerLimits.DEFAULTS), ticker),
                new ReportComposer(pod, epoch, version, ReportLimits.DEFAULTS),
                channel,
                ticker,
                random,
                log);
    }
}
