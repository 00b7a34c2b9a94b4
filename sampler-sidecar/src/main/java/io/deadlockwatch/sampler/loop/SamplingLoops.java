package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.judge.BenignCatalogue;
import io.deadlockwatch.core.ledger.Ledger;
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
    private final LoopLimits limits;
    private final FunctionNames names;
    private final BenignCatalogue benign = BenignCatalogue.builtIn();

    /** For one loop. */
    public SamplingLoops(
            ReportChannel reports,
            DumpChannel dumps,
            OwnCost cost,
            Ticker ticker,
            RandomGenerator random,
            EventLog log,
            String version) {
        this(reports, dumps, cost, ticker, random, log, version, LoopLimits.ONE);
    }

    public SamplingLoops(
            ReportChannel reports,
            DumpChannel dumps,
            OwnCost cost,
            Ticker ticker,
            RandomGenerator random,
            EventLog log,
            String version,
            LoopLimits limits) {
        this.reports = reports;
        this.dumps = dumps;
        this.cost = cost;
        this.ticker = ticker;
        this.random = random;
        this.log = log;
        this.version = version;
        this.limits = limits;
        this.names = new FunctionNames(limits.names());
    }

    /** A loop in a new epoch. */
    public SamplingLoop create(PodRef pod, SnapshotSource source, LadderSource dearer) {
        return create(pod, source, dearer, log, cost);
    }

    /** A loop in a new epoch that tells of itself apart from the others. */
    public SamplingLoop create(
            PodRef pod, SnapshotSource source, LadderSource dearer, EventLog ownLog, OwnCost ownCost) {
        String epoch = HexFormat.of().toHexDigits(random.nextLong());
        return new SamplingLoop(
                new TargetMonitor(source, dearer, new Ledger(limits.ledger()), ticker, benign, names),
                new ReportComposer(pod, epoch, version, ReportLimits.DEFAULTS, ownCost),
                reports,
                new DumpMail(dumps, pod, epoch, ownLog),
                ticker,
                random,
                ownLog);
    }
}
