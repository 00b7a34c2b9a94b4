package io.deadlockwatch.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.cli.analysis.Standing;
import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.findings.Partner;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.snapshot.Frame;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was found as SARIF 2.1.0, for code-scanning hosts: one result a site, at the line where most goroutines are blocked. A site that a finding predicted carries that
 * finding's rule, others one of ours. {@code docs/reference/cli.md} tells the members.
 */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /** Most results that code-scanning hosts take. */
    private static final int MAX_RESULTS = 5_000;

    /** Most stacks of a result, and frames of a stack. */
    private static final int MAX_STACKS = 20;

    private final JsonGenerator json;
    private final String version;

    private SarifReport(JsonGenerator json, String version) {
        this.json = json;
        this.version = version;
    }

    public static void write(Analysis analysis, String version, PrintWriter out) throws IOException {
        Json.write(out, json -> new SarifReport(json, version).log(analysis.found()));
    }

    private void log(List<SiteView> found) throws IOException {
        Map<String, SiteView> rules = new TreeMap<>();
        List<SiteView> shown = found.subList(0, Math.min(MAX_RESULTS, found.size()));
        shown.forEach(site -> rules.putIfAbsent(ruleId(site), site));
        json.writeStartObject();
        json.writeStringField("$schema", SCHEMA);
        json.writeStringField("version", "2.1.0");
        json.writeArrayFieldStart("runs");
        json.writeStartObject();
        tool(rules);
        json.writeStringField("columnKind", "utf16CodeUnits");
        json.writeArrayFieldStart("results");
        List<String> order = List.copyOf(rules.keySet());
        for (SiteView site : shown) {
            result(site, order.indexOf(ruleId(site)));
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void tool(Map<String, SiteView> rules) throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "deadlockwatch");
        if (!version.isEmpty()) {
            json.writeStringField("semanticVersion", version);
        }
        json.writeArrayFieldStart("rules");
        for (Map.Entry<String, SiteView> rule : rules.entrySet()) {
            json.writeStartObject();
            json.writeStringField("id", rule.getKey());
            text("shortDescription", describe(rule.getValue()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void result(SiteView site, int ruleIndex) throws IOException {
        StackView worst = site.worst();
        json.writeStartObject();
        json.writeStringField("ruleId", ruleId(site));
        json.writeNumberField("ruleIndex", ruleIndex);
        json.writeStringField("level", level(site.standing()));
        text(
                "message",
                TextReport.headline(site) + " at "
                        + (worst.place().isEmpty() ? site.site().symbol() : worst.place()) + ": "
                        + String.join("; ", worst.opinion().reasons()));
        json.writeArrayFieldStart("locations");
        location(inSources(site), site.site().symbol());
        json.writeEndArray();
        related(site);
        json.writeObjectFieldStart("partialFingerprints");
        json.writeStringField("deadlockwatchSite/v1", site.site().toString());
        json.writeEndObject();
        json.writeArrayFieldStart("stacks");
        for (StackView stack :
                site.stacks().subList(0, Math.min(MAX_STACKS, site.stacks().size()))) {
            stack(stack);
        }
        json.writeEndArray();
        properties(site);
        json.writeEndObject();
    }

    private void related(SiteView site) throws IOException {
        List<Partner> partners =
                matched(site).map(match -> match.finding().partners()).orElse(List.of());
        List<Partner> placed = new ArrayList<>(partners);
        placed.removeIf(partner -> partner.line().file().isEmpty());
        if (placed.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("relatedLocations");
        for (Partner partner : placed.subList(0, Math.min(MAX_STACKS, placed.size()))) {
            json.writeStartObject();
            physical(new Frame("", partner.line().file(), partner.line().line(), 0));
            text("message", Advice.partner(partner));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void stack(StackView stack) throws IOException {
        json.writeStartObject();
        text(
                "message",
                Phrases.count(stack.seen().count(), "goroutine") + " in "
                        + stack.seen().stack().state().words() + ", stack " + stack.fingerprint());
        json.writeArrayFieldStart("frames");
        for (Frame frame : stack.seen().stack().frames()) {
            json.writeStartObject();
            json.writeFieldName("location");
            location(frame, frame.function());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void location(Frame frame, String symbol) throws IOException {
        json.writeStartObject();
        if (!frame.file().isEmpty()) {
            physical(frame);
        }
        json.writeArrayFieldStart("logicalLocations");
        json.writeStartObject();
        json.writeStringField("fullyQualifiedName", symbol);
        json.writeStringField("kind", "function");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
    }

    private void physical(Frame frame) throws IOException {
        String uri = FileUris.of(frame.file());
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", uri);
        if (!uri.startsWith("file:")) {
            json.writeStringField("uriBaseId", "%SRCROOT%");
        }
        json.writeEndObject();
        if (frame.line() > 0) {
            json.writeObjectFieldStart("region");
            json.writeNumberField("startLine", frame.line());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void properties(SiteView site) throws IOException {
        StackView worst = site.worst();
        json.writeObjectFieldStart("properties");
        json.writeStringField("standing", site.standing().wire());
        json.writeStringField("operation", site.site().operation());
        json.writeStringField("state", site.state());
        json.writeNumberField("goroutines", site.goroutines());
        json.writeNumberField("blockedForMillis", worst.seen().blockedFor().toMillis());
        if (matched(site).isPresent()) {
            json.writeNumberField("confidencePercent", matched(site).get().percent());
        }
        json.writeEndObject();
    }

    private void text(String name, String text) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("text", text);
        json.writeEndObject();
    }

    /** Where goroutines are blocked; with the file's name as the finding has it, relative to the module, where both mean one file: hosts show only such. */
    private static Frame inSources(SiteView site) {
        Frame where = site.worst().where();
        return matched(site)
                .map(match -> match.finding().line().file())
                .filter(file -> !file.isEmpty() && where.file().endsWith(file))
                .map(file -> new Frame(where.function(), file, where.line(), where.start()))
                .orElse(where);
    }

    private static String ruleId(SiteView site) {
        String ours = "deadlockwatch/" + site.standing().wire();
        return matched(site)
                .map(Match::finding)
                .map(Finding::ruleId)
                .filter(id -> !id.isEmpty())
                .orElse(ours);
    }

    /** The finding, where it is part of what is said: a proven site may only have one that fits badly. */
    private static Optional<Match> matched(SiteView site) {
        StackView worst = site.worst();
        boolean predicted = worst.judgement()
                .map(judged -> judged.evidence().contains(Evidence.STATIC_MATCH))
                .orElse(site.standing() == Standing.MATCHED);
        return predicted ? worst.match() : Optional.empty();
    }

    private static String describe(SiteView site) {
        if (matched(site).isPresent()) {
            return "Goroutines are blocked where a static finding of this rule predicts it.";
        }
        return switch (site.standing()) {
            case PROVEN -> "Goroutines are blocked, and nothing can ever wake them.";
            case CONFIRMED, MATCHED -> "Goroutines are blocked where a static finding predicts it.";
            case SUSPECTED, WAITING ->
                "Goroutines have been blocked for long, and there are more and more of them, or many.";
        };
    }

    private static String level(Standing standing) {
        return switch (standing) {
            case PROVEN, CONFIRMED -> "error";
            case SUSPECTED -> "warning";
            case MATCHED, WAITING -> "note";
        };
    }
}
