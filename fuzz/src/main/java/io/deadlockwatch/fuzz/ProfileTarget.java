package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.profile.GoroutineProfileReader;
import io.deadlockwatch.core.profile.ProfileLimits;
import io.deadlockwatch.core.snapshot.SnapshotException;
import java.io.IOException;
import java.util.List;

/** {@code debug=0}: {@link GoroutineProfileReader}. */
public final class ProfileTarget {

    private static final List<ProfileLimits> LIMITS =
            List.of(ProfileLimits.DEFAULTS, new ProfileLimits(4_096, 12, 6, 40, 30, 2_048, 6, 40));

    private ProfileTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        for (ProfileLimits limits : LIMITS) {
            TwoReadings.of(input, SnapshotException.class, new GoroutineProfileReader(limits)::read)
                    .ifPresent(snapshot -> SnapshotRules.check(snapshot, limits.maxStacks(), limits.maxFrames()));
        }
    }
}
