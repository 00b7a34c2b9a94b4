package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.judge.BenignCatalogue;
import io.deadlockwatch.core.ledger.Ledger;
import io.deadlockwatch.core.ledger.LedgerLimits;
import io.deadlockwatch.core.protocol.PodRef;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.report.DumpChannel;
import io.deadlockwatch.sampler.report.ReportChannel;
import io.deadlockwatch.sampler.time.Ticker;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes loops, one a target, over the ports they share. */
public final class SamplingLoops {

    private final ReportChannel reports;
    private final DumpChannel dumps;
    private final OwnCost cost;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final EventLog log;
    private final String version;
    private final BenignCatalogue benign = BenignCatalogue.builtIn();

    public SamplingLoops(
            ReportChannel reports,
            DumpChannel dumps,
            OwnCost cost,
            Ticker ticker,
            RandomGenerator random,
            EventLog log,
            String version) {
        this.reports = reports;
        this.dumps = dumps;
        this.cost = cost;
        this.ticker = ticker;
        this.random = random;
        this.log = log;
        this.version = version;
    }

    /** A loop in a new epoch. */
    public SamplingLoop create(PodRef pod, SnapshotSource source, LadderSource dearer) {
        String epoch = HexFormat.of().toHexDigits(random.nextLong());
        return new SamplingLoop(
                new TargetMonitor(source, dearer, new Ledger(LedgerLimits.DEFAULTS), ticker, benign),
                new ReportComposer(pod, epoch, version, ReportLimits.DEFAULTS, cost),
                reports,
                new DumpMail(dumps, pod, epoch, log),
                ticker,
                random,
                log);
    }
}
