package io.deadlockwatch.core.findings;

import java.util.List;

/**
 * All findings of one SARIF file.
 *
 * @param tool name and version
 * @param findings those that name at least a line or a site
 * @param total results in the file
 * @param problems why the others were rejected, and what else was odd; bounded
 */
public record FindingSet(String tool, List<Finding> findings, int total, List<String> problems) {
    public FindingSet {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }

    public int rejected() {
        return total - findings.size();
    }
}
