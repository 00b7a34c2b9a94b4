package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.profile.ProfileLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.ProfileType;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.core.text.GoroutineDumpReader;
import io.deadlockwatch.core.text.TextLimits;
import io.deadlockwatch.sampler.dump.DumpPacker;
import io.deadlockwatch.sampler.pprof.PprofClient;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.pprof.PprofTarget;
import io.deadlockwatch.sampler.time.Ticker;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The rungs of the ladder as pprof serves them. */
public final class PprofSnapshots implements SnapshotSource, LadderSource {

    /** What a heap of 16 MB can take in beside the ledger; a larger profile is refused, not guessed at. */
    public static final ProfileLimits LEAN =
            new ProfileLimits(32L << 20, 500_000, 16_384, 32_768, 32_768, 3L << 20, 160, 1_024);

    /** The same for dumps. */
    public static final TextLimits LEAN_TEXT =
            new TextLimits(TextLimits.GO_DUMP_BYTES, 16 << 10, 1_024, 160, 4_096, 16_384, 1 << 20, 30_000, 1);

    private static final String GOROUTINES = "goroutine";
    private static final String LEAKS = "goroutineleak";
    private static final String DUMP = "goroutine?debug=2";
    private static final int INDEX_BYTES = 64 << 10;

    private final PprofClient client;
    private final PprofClient dumpClient;
    private final GoroutineProfileReader reader = new GoroutineProfileReader(LEAN);
    private final GoroutineDumpReader dumps = new GoroutineDumpReader(LEAN_TEXT);
    private final Ticker ticker;

    /**
     * Those of one process.
     *
     * @param dumpClient for dumps, which are larger
     */
    public PprofSnapshots(PprofClient client, PprofClient dumpClient, Ticker ticker) {
        this.client = client;
        this.dumpClient = dumpClient;
        this.ticker = ticker;
    }

    @Override
    public Fetched fetch(SamplerConfig config) throws PprofException {
        Fetched fetched = profile(config, GOROUTINES);
        if (fetched.snapshot().goroutines() < 1 || !fetched.snapshot().fetcherSeen()) {
            throw notLive("a profile", fetched.snapshot());
        }
        return fetched;
    }

    /** The debug=0 form only: with {@code debug=2} the page is a dump of all goroutines, which stops the target. */
    @Override
    public Fetched leaks(SamplerConfig config) throws PprofException {
        Fetched fetched = profile(config, LEAKS);
        if (fetched.snapshot().type() != ProfileType.GOROUTINE_LEAK) {
            throw unusable("another profile than goroutineleak");
        }
        return fetched;
    }

    @Override
    public boolean listsLeaks(SamplerConfig config) throws PprofException {
        try (InputStream body = client.openIndex(PprofTarget.of(config))) {
            return new String(body.readNBytes(INDEX_BYTES), StandardCharsets.ISO_8859_1).contains(LEAKS);
        } catch (IOException e) {
            throw fault(e);
        }
    }

    @Override
    public TakenDump dump(SamplerConfig config) throws PprofException {
        long start = ticker.nanos();
        try (TimedStream body = new TimedStream(dumpClient.openText(PprofTarget.of(config), DUMP), ticker, start);
                DumpPacker packer = new DumpPacker(body)) {
            Snapshot snapshot = dumps.readSnapshot(packer);
            if (!snapshot.fetcherSeen()) {
                throw notLive("a dump", snapshot);
            }
            return new TakenDump(snapshot, packer.packed(), body.count(), body.waitNanos());
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private Fetched profile(SamplerConfig config, String page) throws PprofException {
        long start = ticker.nanos();
        try (TimedStream body = new TimedStream(client.open(PprofTarget.of(config), page), ticker, start)) {
            Snapshot snapshot = reader.read(body);
            return new Fetched(snapshot, body.count(), body.waitNanos());
        } catch (IOException e) {
            throw fault(e);
        }
    }

    private static PprofException fault(IOException e) {
        if (e instanceof PprofException known) {
            return known;
        }
        boolean cut = e instanceof EOFException || e.getCause() instanceof EOFException;
        return PprofException.unusable(
                TargetState.INVALID,
                cut ? SnapshotOutcome.TRUNCATED : SnapshotOutcome.INVALID,
                String.valueOf(e.getMessage()));
    }

    private static PprofException notLive(String what, Snapshot snapshot) {
        return unusable(what + " of " + snapshot.goroutines()
                + " goroutines without the one that served it: a cached page, or not Go's own");
    }

    private static PprofException unusable(String what) {
        return PprofException.unusable(TargetState.INVALID, SnapshotOutcome.INVALID, what);
    }
}
