package io.deadlockwatch.cli.watch;

import io.deadlockwatch.cli.input.Source;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.reader.SnapshotReader;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.text.TextLimits;
import io.deadlockwatch.sampler.pprof.FetchLimits;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.pprof.PprofTarget;
import io.deadlockwatch.sampler.pprof.SocketPprofClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** A process that serves pprof over http: fetched as the sampler does, one connection a page, no redirects, everything bounded. */
public final class PprofPages implements Target {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int TOTAL_MILLIS = 10_000;
    private static final long PROFILE_BYTES = 8 << 20;

    private final String base;
    private final PprofTarget target;
    private final SocketPprofClient profiles;
    private final SocketPprofClient dumps;

    private PprofPages(String base, PprofTarget target, List<InetAddress> addresses, String version) {
        this.base = base;
        this.target = target;
        this.profiles = client(addresses, PROFILE_BYTES, version);
        this.dumps = client(addresses, TextLimits.GO_DUMP_BYTES, version);
    }

    /**
     * The process at a URL.
     *
     * @throws UnknownHostException if its host has no address
     */
    public static PprofPages at(PprofUrl url, String version) throws UnknownHostException {
        return new PprofPages(url.toString(), url.target(), List.of(InetAddress.getAllByName(url.host())), version);
    }

    /**
     * The process behind a forwarded port of this machine.
     *
     * @param name what it is called in messages
     * @param scheme {@code http}, or {@code https}, whose certificate is not verified: it is for another name
     */
    public static PprofPages forwarded(String name, int port, String path, String scheme, String version) {
        return new PprofPages(
                name, new PprofTarget(port, path, scheme), List.of(InetAddress.getLoopbackAddress()), version);
    }

    private static SocketPprofClient client(List<InetAddress> addresses, long bytes, String version) {
        FetchLimits limits = new FetchLimits(CONNECT_MILLIS, TOTAL_MILLIS, bytes);
        return new SocketPprofClient(addresses, limits, version.isEmpty() ? "cli" : version);
    }

    @Override
    public Fetched fetch(Rung rung) throws PprofException {
        long start = System.nanoTime();
        byte[] body;
        try (InputStream in = open(rung)) {
            body = in.readAllBytes();
        } catch (PprofException e) {
            throw e;
        } catch (IOException e) {
            throw invalid(rung, e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Source source = Source.of(page(rung), body);
        try {
            Snapshot snapshot = new SnapshotReader().read(new ByteArrayInputStream(body));
            refuseStale(rung, snapshot);
            return new Fetched(snapshot, source, body.length, took);
        } catch (IOException e) {
            throw e instanceof PprofException known ? known : invalid(rung, e);
        }
    }

    private String page(Rung rung) {
        return base + "/" + rung.page();
    }

    private InputStream open(Rung rung) throws PprofException {
        return rung == Rung.DUMP ? dumps.openText(target, rung.page()) : profiles.open(target, rung.page());
    }

    /** The goroutine that serves the request is in every live profile of all goroutines; a leak profile never has it. */
    private void refuseStale(Rung rung, Snapshot snapshot) throws PprofException {
        if (rung == Rung.STACKS && !snapshot.fetcherSeen()) {
            throw PprofException.unusable(
                    TargetState.INVALID,
                    SnapshotOutcome.INVALID,
                    page(rung) + " answers with a profile of " + snapshot.goroutines()
                            + " goroutines without the one that served it: a cached page, or not Go's own");
        }
    }

    private PprofException invalid(Rung rung, IOException e) {
        return PprofException.unusable(
                TargetState.INVALID, SnapshotOutcome.INVALID, page(rung) + ": " + e.getMessage());
    }
}
