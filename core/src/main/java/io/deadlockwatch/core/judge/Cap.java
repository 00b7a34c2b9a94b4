package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.findings.FindingIndex;

/**
 * The most confidence that findings can give. Findings of another version name lines that may have moved, so they explain but never confirm: they stay below what
 * confirms by default, and below what the policy asks.
 *
 * @param percent 100: no cap
 * @param words why; empty if there is no cap
 */
record Cap(int percent, String words) {

    private static final Cap NONE = new Cap(100, "");

    static Cap of(FindingIndex findings, Policy policy) {
        if (findings.isOfThisVersion()) {
            return NONE;
        }
        int percent = Math.min(Match.OTHER_VERSION_CAP, policy.minConfidencePercent() - 1);
        String about = findings.subject().toString();
        return new Cap(
                percent,
                "capped at " + percent + ": the findings are not for this version"
                        + (about.isEmpty() ? "" : ", but for " + about));
    }
}
