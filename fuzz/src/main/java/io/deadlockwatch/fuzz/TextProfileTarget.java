package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.snapshot.SnapshotException;
import io.deadlockwatch.core.text.TextLimits;
import io.deadlockwatch.core.text.TextProfileReader;
import java.io.IOException;
import java.util.List;

/** {@code debug=1}: {@link TextProfileReader}. */
public final class TextProfileTarget {

    private static final List<TextLimits> LIMITS = List.of(TextLimits.DEFAULTS, DumpTarget.TIGHT);

    private TextProfileTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        for (TextLimits limits : LIMITS) {
            TwoReadings.of(input, SnapshotException.class, new TextProfileReader(limits)::read)
                    .ifPresent(snapshot -> SnapshotRules.check(snapshot, limits.maxStacks(), limits.maxFrames()));
        }
    }
}
