package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.operator.policy.FindingSource;
import java.util.List;
import java.util.Optional;

/**
 * What reading a set gave.
 *
 * @param mayChange whether what it holds may change while the set itself does not
 * @param problem why it is refused; empty if it is not
 */
record Reading(
        long generation,
        boolean mayChange,
        String digest,
        String tool,
        int total,
        int usable,
        List<String> oddities,
        ModelReading model,
        Optional<FindingSource> source,
        String problem) {

    static Reading accepted(
            long generation,
            boolean mayChange,
            String digest,
            FindingSet findings,
            ModelReading model,
            FindingSource source) {
        return new Reading(
                generation,
                mayChange,
                digest,
                findings.tool(),
                findings.total(),
                findings.findings().size(),
                findings.problems(),
                model,
                Optional.of(source),
                "");
    }

    /** One that may be tried again: a ConfigMap that is missing may come. */
    static Reading refused(long generation, boolean mayChange, String digest, String problem) {
        return new Reading(
                generation, mayChange, digest, "", 0, 0, List.of(), ModelReading.NONE, Optional.empty(), problem);
    }
}
