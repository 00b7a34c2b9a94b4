package io.deadlockwatch.sampler;

import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportLimits;
import io.deadlockwatch.sampler.http.Watchdog;
import io.deadlockwatch.sampler.log.EventLog;
import io.deadlockwatch.sampler.log.JsonLines;
import io.deadlockwatch.sampler.loop.PprofSnapshots;
import io.deadlockwatch.sampler.loop.SamplingLoop;
import io.deadlockwatch.sampler.loop.SamplingLoops;
import io.deadlockwatch.sampler.loop.SystemTicker;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.pprof.PprofClient;
import io.deadlockwatch.sampler.pprof.SocketPprofClient;
import io.deadlockwatch.sampler.report.ChannelLimits;
import io.deadlockwatch.sampler.report.HttpsReportChannel;
import io.deadlockwatch.sampler.report.OperatorTrust;
import io.deadlockwatch.sampler.report.ReportChannel;
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
        new LoopDriver(create(environment, log), log, ERROR_PAUSE_MILLIS).run();
    }

    /** Wires everything. */
    static SamplingLoop create(SamplerEnvironment environment, EventLog log) {
        Watchdog watchdog = new Watchdog();
        String version = version();
        ReportChannel channel = new HttpsReportChannel(
                environment.operator(),
                new OperatorTrust(environment.caPem(), environment.caFile()),
                environment.tokenFile(),
                new ReportCodec(ReportLimits.DEFAULTS),
                watchdog,
                ChannelLimits.DEFAULTS,
                version);
        PprofClient pprof =
                new SocketPprofClient(SocketPprofClient.loopback(), FetchLimits.DEFAULTS, watchdog, version);
        return new SamplingLoops(channel, new SystemTicker(), new SecureRandom(), log, version)
                .create(environment.pod(), new PprofSnapshots(pprof, new GoroutineProfileReader(PprofSnapshots.LEAN)));
    }

    private static String version() {
        ModuleDescriptor descriptor = SamplerMain.class.getModule().getDescriptor();
        return descriptor == null ? UNKNOWN_VERSION : descriptor.rawVersion().orElse(UNKNOWN_VERSION);
    }
}
