package io.deadlockwatch.sampler;

import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.log.JsonLines;
import io.deadlockwatch.sampler.loop.PprofSnapshots;
import io.deadlockwatch.sampler.loop.ProcOwnCost;
import io.deadlockwatch.sampler.loop.SamplingLoop;
import io.deadlockwatch.sampler.loop.SamplingLoops;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.pprof.PprofClient;
import io.deadlockwatch.sampler.pprof.PprofCredentials;
import io.deadlockwatch.sampler.pprof.SocketPprofClient;
import io.deadlockwatch.sampler.report.ChannelLimits;
import io.deadlockwatch.sampler.report.HttpsReportChannel;
import io.deadlockwatch.sampler.report.OperatorTrust;
import io.deadlockwatch.sampler.time.SystemTicker;
import io.deadlockwatch.sampler.time.Ticker;
import java.lang.module.ModuleDescriptor;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** The sampler's entry point. It never exits and never listens. */
public final class SamplerMain {

    private static final String UNKNOWN_VERSION = "0";
    private static final long ERROR_PAUSE_MILLIS = 5_000;
    private static final long START_PAUSE_MILLIS = 60_000;

    private SamplerMain() {}

    public static void main(String[] args) {
        EventLog log = new JsonLines(System.out, Clock.systemUTC());
        while (true) {
            try {
                run(System.getenv(), log);
                return;
            } catch (Throwable e) {
                if (!Pause.millis(START_PAUSE_MILLIS)) {
                    return;
                }
            }
        }
    }

    /** Returns when the thread is interrupted. */
    static void run(Map<String, String> variables, EventLog log) {
        SamplerEnvironment environment;
        try {
            environment = SamplerEnvironment.from(variables);
        } catch (IllegalArgumentException e) {
            log.event("sampler", "misconfigured", String.valueOf(e.getMessage()));
            Pause.forEver();
            return;
        }
        log.event("sampler", "started", "version " + version() + ", reports to " + environment.operator());
        if (environment.mode() == SamplerEnvironment.Mode.REMOTE) {
            Watchdog watchdog = new Watchdog();
            RemoteSampler.create(environment, channel(environment, watchdog), watchdog, log, version())
                    .run();
        } else {
            new LoopDriver(create(environment, log), log, ERROR_PAUSE_MILLIS).run();
        }
    }

    /** Wires the sampler of one target. */
    static SamplingLoop create(SamplerEnvironment environment, EventLog log) {
        Watchdog watchdog = new Watchdog();
        String version = version();
        HttpsReportChannel channel = channel(environment, watchdog);
        Ticker ticker = new SystemTicker();
        PprofCredentials credentials = PprofCredentials.in(environment.pprofCredentials());
        PprofSnapshots pprof = new PprofSnapshots(
                client(credentials, FetchLimits.DEFAULTS, watchdog),
                client(credentials, FetchLimits.DUMPS, watchdog),
                ticker);
        return new SamplingLoops(channel, channel, new ProcOwnCost(), ticker, new SecureRandom(), log, version)
                .create(environment.pod(), pprof, pprof);
    }

    /** The way to the operator. */
    static HttpsReportChannel channel(SamplerEnvironment environment, Watchdog watchdog) {
        return new HttpsReportChannel(
                environment.operator(),
                new OperatorTrust(environment.caPem(), environment.caFile()),
                environment.tokenFile(),
                new ReportCodec(ReportLimits.DEFAULTS),
                watchdog,
                ChannelLimits.DEFAULTS,
                version());
    }

    private static PprofClient client(PprofCredentials credentials, FetchLimits limits, Watchdog watchdog) {
        return new SocketPprofClient(SocketPprofClient.loopback(), credentials, limits, watchdog, version());
    }

    private static String version() {
        ModuleDescriptor descriptor = SamplerMain.class.getModule().getDescriptor();
        return descriptor == null ? UNKNOWN_VERSION : descriptor.rawVersion().orElse(UNKNOWN_VERSION);
    }
}
