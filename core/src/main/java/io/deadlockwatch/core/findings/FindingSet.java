package io.deadlockwatch.core.findings;

import java.util.List;
import java.util.Map;

/**
 * All findings of one SARIF file.
 *
 * @param tool name and version
 * @param findings those that name at least a line or a site
 * @param total results in the file
 * @param problems why the others were rejected, and what else was odd; bounded
 * @param skipped results that are no findings: suppressed, passed, or gone since the baseline
 * @param rules what the tool tells of its rules, by id
 * @param subject what the findings are for
 */
public record FindingSet(
        String tool,
        List<Finding> findings,
        int total,
        List<String> problems,
        int skipped,
        Map<String, Rule> rules,
        Subject subject) {
    public FindingSet {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
        rules = Map.copyOf(rules);
    }

    /** Findings of which nothing more is told. */
    public FindingSet(String tool, List<Finding> findings, int total, List<String> problems) {
        this(tool, findings, total, problems, 0, Map.of(), Subject.UNTOLD);
    }

    /** The same findings, said to be for these images and versions. */
    public FindingSet about(Subject told) {
        return new FindingSet(tool, findings, total, problems, skipped, rules, told);
    }

    /** Results that name no place. */
    public int rejected() {
        return total - findings.size() - skipped;
    }
}
