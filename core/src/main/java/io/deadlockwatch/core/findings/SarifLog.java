package io.deadlockwatch.core.findings;

import com.fasterxml.jackson.core.JsonToken;
import io.deadlockwatch.core.internal.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The document: its runs, their tools and their results. */
final class SarifLog {

    private final JsonCursor json;
    private final SarifLimits limits;
    private final List<Finding> findings = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Set<String> tools = new LinkedHashSet<>();
    private int total;
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
        return new FindingSet(String.join(", ", tools), findings, total, problems.list());
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
        json.object(name -> {
            switch (name) {
                case "tool" ->
                    json.object(part -> {
                        if (part.equals("driver")) {
                            driver();
                        }
                    });
                case "results" -> json.array(this::result);
                default -> {}
            }
        });
    }

    private void driver() throws IOException {
        String[] driver = {"", "", ""};
        json.object(name -> {
            switch (name) {
                case "name" -> driver[0] = json.text();
                case "semanticVersion" -> driver[1] = json.text();
                case "version" -> driver[2] = json.text();
                default -> {}
            }
        });
        String version = driver[1].isEmpty() ? driver[2] : driver[1];
        tools.add((driver[0] + " " + version).strip());
    }

    private void result(int indexInRun) throws IOException {
        if (total == limits.maxResults()) {
            throw SarifException.tooMany("results", "maxResults", limits.maxResults());
        }
        int number = total++;
        SarifResult result = new SarifResult(json, limits);
        result.read();
        String problem = result.problem();
        if (!problem.isEmpty()) {
            problems.add("result " + number + ": " + problem);
        }
        result.finding().ifPresent(findings::add);
    }
}
