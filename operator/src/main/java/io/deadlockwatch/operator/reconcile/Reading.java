package io.deadlockwatch.operator.reconcile;

import io.deadlockwatch.core.findings.FindingSet;
import io.deadlockwatch.operator.policy.FindingSource;
import java.util.List;
import java.util.Optional;

/**
 * What reading a set gave.
 *
 * @param problem why it is refused; empty if it is not
 */
record Reading(
        long generation,
        String digest,
        String tool,
        int total,
        int usable,
        List<String> oddities,
        Optional<FindingSource> source,
        String problem) {

    static Reading accepted(long generation, String digest, FindingSet findings, FindingSource source) {
        return new Reading(
                generation,
                digest,
                findings.tool(),
                findings.total(),
                findings.findings().size(),
                findings.problems(),
                Optional.of(source),
                "");
    }

    static Reading refused(long generation, String digest, String problem) {
        return new Reading(generation, digest, "", 0, 0, List.of(), Optional.empty(), problem);
    }
}
