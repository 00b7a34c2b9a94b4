package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.profile.ProfileLimits;
import io.deadlockwatch.core.reader.SnapshotReader;
import io.deadlockwatch.core.snapshot.SnapshotException;
import java.io.IOException;

/** Any form of snapshot: {@link SnapshotReader}, which finds out which one it is. */
public final class SnapshotTarget {

    private SnapshotTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        TwoReadings.of(input, SnapshotException.class, new SnapshotReader()::read)
                .ifPresent(snapshot -> SnapshotRules.check(
                        snapshot, ProfileLimits.DEFAULTS.maxStacks(), ProfileLimits.DEFAULTS.maxFrames()));
    }
}
