package io.deadlockwatch.core.findings;

import com.fasterxml.jackson.core.JsonToken;
import io.deadlockwatch.core.internal.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The document: its runs, one after the other. */
final class SarifLog {

    private final JsonCursor json;
    private final SarifLimits limits;
    private final List<Finding> findings = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Set<String> tools = new LinkedHashSet<>();
    private final Set<String> versions = new LinkedHashSet<>();
    private final Map<String, Rule> rules = new HashMap<>();
    private int total;
    private int skipped;
    private boolean runsSeen;

    SarifLog(JsonCursor json, SarifLimits limits) {
        this.json = json;
        this.limits = limits;
    }

    void read() throws IOException {
        if (json.start() != JsonToken.START_OBJECT) {
            throw new SarifException("not SARIF: the document is no JSON object");
        }
        json.object(name -> {
            switch (name) {
                case "version" -> version(json.text());
                case "runs" -> {
                    runsSeen = true;
                    json.array(this::run);
                }
                default -> {}
            }
        });
        if (!json.atEnd()) {
            throw new SarifException("not SARIF: there is more after the end of the JSON object");
        }
        if (!runsSeen) {
            throw new SarifException("not SARIF: the document has no runs");
        }
    }

    FindingSet findings() {
        Subject subject = new Subject(List.of(), List.copyOf(versions));
        return new FindingSet(String.join(", ", tools), findings, total, problems.list(), skipped, rules, subject);
    }

    private void version(String version) {
        if (!version.startsWith("2.1.")) {
            problems.add("SARIF version is \"" + version + "\", read as 2.1.0");
        }
    }

    private void run(int index) throws IOException {
        if (index == limits.maxRuns()) {
            throw SarifException.tooMany("runs", "maxRuns", limits.maxRuns());
        }
        SarifRun run = new SarifRun(json, limits, total);
        run.read();
        total += run.size();
        skipped += run.resolve(findings, problems);
        if (!run.tool().title().isEmpty()) {
            tools.add(run.tool().title());
        }
        run.tool().rules().forEach((id, rule) -> rules.putIfAbsent(id, rule.rule()));
        versions.addAll(run.versions());
    }
}
