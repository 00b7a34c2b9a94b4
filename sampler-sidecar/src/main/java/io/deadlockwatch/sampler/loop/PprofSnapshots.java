package io.deadlockwatch.sampler.loop;

import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.profile.ProfileLimits;
import io.deadlockwatch.core.protocol.SamplerConfig;
import io.deadlockwatch.core.protocol.SnapshotOutcome;
import io.deadlockwatch.core.protocol.TargetState;
import io.deadlockwatch.core.snapshot.Snapshot;
import io.deadlockwatch.sampler.pprof.CountedStream;
import io.deadlockwatch.sampler.pprof.PprofClient;
import io.deadlockwatch.sampler.pprof.PprofException;
import io.deadlockwatch.sampler.pprof.PprofTarget;
import java.io.EOFException;
import java.io.IOException;

/** The first rung: {@code goroutine} with {@code debug=0}. */
public final class PprofSnapshots implements SnapshotSource {

    /** What a heap of 16 MB can take in beside the ledger; a larger profile is refused, not guessed at. */
    public static final ProfileLimits LEAN =
            new ProfileLimits(32L << 20, 500_000, 16_384, 32_768, 32_768, 3L << 20, 160, 1_024);

    private final PprofClient client;
    private final GoroutineProfileReader reader;

    public PprofSnapshots(PprofClient client, GoroutineProfileReader reader) {
        this.client = client;
        this.reader = reader;
    }

    @Override
    public Fetched fetch(SamplerConfig config) throws PprofException {
        try (CountedStream body = new CountedStream(client.open(PprofTarget.of(config), "goroutine"))) {
            Snapshot snapshot = reader.read(body);
            check(snapshot);
            return new Fetched(snapshot, body.count());
        } catch (PprofException e) {
            throw e;
        } catch (IOException e) {
            SnapshotOutcome outcome = e instanceof EOFException || e.getCause() instanceof EOFException
                    ? SnapshotOutcome.TRUNCATED
                    : SnapshotOutcome.INVALID;
            throw PprofException.unusable(TargetState.INVALID, outcome, String.valueOf(e.getMessage()));
        }
    }

    private static void check(Snapshot snapshot) throws PprofException {
        if (snapshot.goroutines() < 1 || !snapshot.fetcherSeen()) {
            throw PprofException.unusable(
                    TargetState.INVALID,
                    SnapshotOutcome.INVALID,
                    "a profile of " + snapshot.goroutines()
                            + " goroutines without the one that served it: a cached page, or not Go's own");
        }
    }
}
