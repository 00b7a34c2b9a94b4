package io.deadlockwatch.sampler.remote;

import io.deadlockwatch.core.protocol.NodeTarget;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.loop.OwnCost;
import io.deadlockwatch.sampler.loop.PprofSnapshots;
import io.deadlockwatch.sampler.loop.SamplingLoops;
import io.deadlockwatch.sampler.loop.Task;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.pprof.OneLargeBody;
import io.deadlockwatch.sampler.pprof.PprofClient;
import io.deadlockwatch.sampler.pprof.PprofCredentials;
import io.deadlockwatch.sampler.pprof.SocketPprofClient;
import io.deadlockwatch.sampler.time.Ticker;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.function.Function;

/** Targets as they are: each a loop of its own, over sockets to its pod. What costs memory only while a page is read, they share. */
public final class PprofTasks implements TargetTasks {

    private final SamplingLoops loops;
    private final Function<String, InetAddress> addresses;
    private final Path credentials;
    private final Watchdog watchdog;
    private final FetchLimits limits;
    private final Ticker ticker;
    private final EventLog log;
    private final String version;
    private final SharedCost cost;
    private final OneLargeBody.Turnstile turnstile = new OneLargeBody.Turnstile();

    /**
     * Makes them.
     *
     * @param addresses what is an address, {@link PodAddress#parse} but in tests
     * @param credentials the folder for all targets
     * @param limits of every page but dumps
     */
    public PprofTasks(
            SamplingLoops loops,
            Function<String, InetAddress> addresses,
            Path credentials,
            Watchdog watchdog,
            FetchLimits limits,
            OwnCost cost,
            Ticker ticker,
            EventLog log,
            String version) {
        this.loops = loops;
        this.addresses = addresses;
        this.credentials = credentials;
        this.watchdog = watchdog;
        this.limits = limits;
        this.ticker = ticker;
        this.log = log;
        this.version = version;
        this.cost = new SharedCost(cost);
    }

    @Override
    public Task create(NodeTarget target) {
        InetAddress address = addresses.apply(target.host());
        PprofCredentials own = PprofCredentials.entry(credentials, target.pod().namespace(), target.credentials());
        PprofSnapshots pprof = new PprofSnapshots(
                client(address, own, limits),
                client(
                        address,
                        own,
                        new FetchLimits(limits.connectMillis(), limits.totalMillis(), FetchLimits.DUMPS.bodyBytes())),
                ticker);
        return loops.create(target.pod(), pprof, pprof, new TargetLog(target.pod(), log), cost.part());
    }

    private PprofClient client(InetAddress address, PprofCredentials own, FetchLimits ownLimits) {
        return new OneLargeBody(
                SocketPprofClient.remote(address, own, ownLimits, watchdog, version),
                turnstile,
                ownLimits.totalMillis());
    }

    @Override
    public void count(int targets) {
        cost.count(targets);
    }
}
