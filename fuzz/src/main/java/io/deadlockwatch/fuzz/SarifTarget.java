package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.findings.FindingIndex;
import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.core.findings.SarifException;
import io.deadlockwatch.core.findings.SarifLimits;
import io.deadlockwatch.core.findings.SarifReader;
import java.io.IOException;
import java.util.List;

/** Static findings: {@link SarifReader}. */
public final class SarifTarget {

    private static final List<SarifLimits> LIMITS =
            List.of(SarifLimits.DEFAULTS, new SarifLimits(8_192, 2, 3, 4, 6, 4, 4, 120, 16));

    private SarifTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        for (SarifLimits limits : LIMITS) {
            TwoReadings.of(input, SarifException.class, new SarifReader(limits)::read)
                    .ifPresent(set -> check(set, limits));
        }
    }

    private static void check(FindingSet set, SarifLimits limits) {
        SnapshotRules.problems(set.problems());
        Must.hold(set.total() <= limits.maxResults(), "more results than allowed", set.total());
        Must.hold(set.rejected() >= 0, "more findings than results", set);
        Must.hold(FindingIndex.of(set).size() == set.findings().size(), "an index that loses findings", set);
    }
}
