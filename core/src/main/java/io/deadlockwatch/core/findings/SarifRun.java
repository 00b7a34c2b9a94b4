package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.internal.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One run of one tool: what it found, and the tables that its results refer to. */
final class SarifRun {

    private final JsonCursor json;
    private final SarifLimits limits;
    private final SarifTool tool;
    private final SarifTables tables;
    private final SarifFlow steps;
    private final List<SarifResult> results = new ArrayList<>();
    private final List<String> versions = new ArrayList<>();
    private final List<String> oddities = new ArrayList<>();
    private final int before;

    /** A run after so many results of others. */
    SarifRun(JsonCursor json, SarifLimits limits, int before) {
        this.json = json;
        this.limits = limits;
        this.before = before;
        this.tool = new SarifTool(json, limits);
        this.tables = new SarifTables(json, limits);
        this.steps = new SarifFlow(json, limits);
    }

    void read() throws IOException {
        json.object(name -> {
            switch (name) {
                case "tool" -> tool.read();
                case "artifacts" -> tables.readArtifacts();
                case "logicalLocations" -> tables.readFunctions();
                case "originalUriBaseIds" -> tables.readBases();
                case "threadFlowLocations" -> steps.readSteps();
                case "invocations" -> json.array(this::invocation);
                case "versionControlProvenance" -> json.array(this::provenance);
                case "externalPropertyFileReferences" ->
                    oddities.add("parts of the run are in other files, which are not read");
                case "results" -> json.array(this::result);
                default -> {}
            }
        });
    }

    SarifTool tool() {
        return tool;
    }

    /** Revisions of the source that the run says it looked at. */
    List<String> versions() {
        return versions;
    }

    int size() {
        return results.size();
    }

    /**
     * Follows what results refer to.
     *
     * @param findings where findings go
     * @param problems where it goes why a result is none
     * @return how many results are no findings by what the tool itself says
     */
    int resolve(List<Finding> findings, Problems problems) {
        oddities.forEach(problems::add);
        int skipped = 0;
        for (int i = 0; i < results.size(); i++) {
            SarifResult result = results.get(i);
            if (result.isNoFinding()) {
                skipped++;
                continue;
            }
            String problem = result.problem(tables);
            if (!problem.isEmpty()) {
                problems.add("result " + (before + i) + ": " + problem);
            }
            if (result.isPlaced(tables)) {
                findings.add(result.finding(tool, tables, steps));
            }
        }
        return skipped;
    }

    private void result(int index) throws IOException {
        if (before + results.size() == limits.maxResults()) {
            throw SarifException.tooMany("results", "maxResults", limits.maxResults());
        }
        SarifResult result = new SarifResult(json, limits);
        result.read();
        results.add(result);
    }

    private void invocation(int index) throws IOException {
        json.object(name -> {
            if (name.equals("executionSuccessful") && json.isFalse() && index == 0) {
                oddities.add("the tool says that its run failed: findings may be missing");
            }
        });
    }

    private void provenance(int index) throws IOException {
        json.object(name -> {
            boolean revision = name.equals("revisionId") || name.equals("revisionTag");
            if (revision && !json.text().isEmpty() && versions.size() < limits.maxRuns()) {
                versions.add(json.text());
            }
        });
    }
}
