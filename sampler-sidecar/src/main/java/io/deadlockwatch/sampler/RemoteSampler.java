package io.deadlockwatch.sampler;

import io.deadlockwatch.core.protocol.TargetsRequest;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.loop.LoopLimits;
import io.deadlockwatch.sampler.loop.ProcOwnCost;
import io.deadlockwatch.sampler.loop.SamplingLoops;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.remote.DueTasks;
import io.deadlockwatch.sampler.remote.PodAddress;
import io.deadlockwatch.sampler.remote.PprofTasks;
import io.deadlockwatch.sampler.remote.Roster;
import io.deadlockwatch.sampler.remote.SharedOperator;
import io.deadlockwatch.sampler.remote.Workers;
import io.deadlockwatch.sampler.report.HttpsReportChannel;
import io.deadlockwatch.sampler.time.SystemTicker;
import io.deadlockwatch.sampler.time.Ticker;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.function.Function;

/** Wires the sampler of a whole node. */
final class RemoteSampler {

    private RemoteSampler() {}

    /** Workers that ask for targets and look after them. */
    static Workers create(
            SamplerEnvironment environment,
            HttpsReportChannel channel,
            Watchdog watchdog,
            EventLog log,
            String version) {
        return create(environment, channel, watchdog, log, version, FetchLimits.DEFAULTS, PodAddress::parse);
    }

    /** The same with other limits and addresses, for tests whose targets are all on loopback. */
    static Workers create(
            SamplerEnvironment environment,
            HttpsReportChannel channel,
            Watchdog watchdog,
            EventLog log,
            String version,
            FetchLimits limits,
            Function<String, InetAddress> addresses) {
        Ticker ticker = new SystemTicker();
        SecureRandom random = new SecureRandom();
        SharedOperator operator = new SharedOperator(channel, channel, channel, ticker, random, log);
        ProcOwnCost cost = new ProcOwnCost();
        SamplingLoops loops =
                new SamplingLoops(operator, operator, cost, ticker, random, log, version, LoopLimits.MANY);
        PprofTasks factory = new PprofTasks(
                loops, addresses, environment.pprofCredentials(), watchdog, limits, cost, ticker, log, version);
        DueTasks tasks = new DueTasks(ticker, Workers.SLOW_AT_A_TIME);
        new Roster(new TargetsRequest(environment.pod(), version), operator, factory, tasks, ticker, random, log)
                .begin();
        return new Workers(tasks, ticker, log);
    }
}
