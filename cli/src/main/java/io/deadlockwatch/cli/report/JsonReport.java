package io.deadlockwatch.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deadlockwatch.cli.analysis.Analysis;
import io.deadlockwatch.cli.analysis.SiteView;
import io.deadlockwatch.cli.analysis.StackView;
import io.deadlockwatch.core.findings.Finding;
import io.deadlockwatch.core.judge.Attribution;
import io.deadlockwatch.core.judge.Benign;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Match;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An analysis for programs, as {@code docs/reference/cli.md} describes it. Fields may be added; none changes its meaning while {@code schema} is the same. Everything is
 * there, whatever the text form leaves out.
 */
public final class JsonReport {

    private static final int SCHEMA = 1;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    public static void write(Analysis analysis, PrintWriter out) throws IOException {
        Json.write(out, json -> new JsonReport(json).document(analysis));
    }

    private void document(Analysis analysis) throws IOException {
        Analysis.Overview seen = analysis.overview();
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField(
                "worst",
                analysis.sites().isEmpty()
                        ? "waiting"
                        : analysis.sites().getFirst().standing().wire());
        json.writeNumberField("snapshots", seen.snapshots());
        json.writeNumberField("leakProfiles", seen.leakProfiles());
        json.writeNumberField("spanMillis", seen.span().toMillis());
        json.writeStringField("buildId", seen.buildId());
        json.writeNumberField("goroutines", seen.goroutines());
        json.writeNumberField("stacks", seen.stacks());
        json.writeArrayFieldStart("sites");
        for (SiteView site : analysis.sites()) {
            site(site);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("predicted");
        for (Attribution.Prediction prediction : analysis.attribution().predicted()) {
            json.writeStartObject();
            finding(prediction.finding());
            json.writeNumberField("confidencePercent", prediction.percent());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.counts(json, "otherStates", analysis.otherStates());
        json.writeEndObject();
    }

    private void site(SiteView site) throws IOException {
        StackView worst = site.worst();
        json.writeStartObject();
        json.writeStringField("site", site.site().toString());
        json.writeStringField("standing", site.standing().wire());
        json.writeStringField("state", site.state());
        json.writeNumberField("goroutines", site.goroutines());
        json.writeNumberField("blockedForMillis", worst.seen().blockedFor().toMillis());
        json.writeNumberField(
                "printedWaitMillis", worst.seen().dumps().longestWait().toMillis());
        json.writeStringField("function", worst.where().function());
        json.writeStringField("file", worst.where().file());
        json.writeNumberField("line", worst.where().line());
        Json.counts(json, "places", site.places());
        json.writeStringField("waitsFor", Advice.waitsFor(worst.seen().stack().state()));
        if (worst.judgement().isPresent()) {
            judgement(worst.judgement().get());
        }
        Json.strings(json, "reasons", worst.opinion().reasons());
        json.writeStringField("benign", worst.benign().map(Benign::reason).orElse(""));
        if (worst.match().isPresent()) {
            match(worst.match().get());
        }
        json.writeArrayFieldStart("stacks");
        for (StackView stack : site.stacks()) {
            stack(stack);
        }
        json.writeEndArray();
        json.writeStringField("next", Advice.next(worst));
        json.writeEndObject();
    }

    private void stack(StackView stack) throws IOException {
        json.writeStartObject();
        json.writeStringField("fingerprint", stack.fingerprint());
        json.writeStringField("standing", stack.standing().wire());
        json.writeNumberField("goroutines", stack.seen().count());
        json.writeNumberField("smallest", stack.seen().min());
        json.writeNumberField("leaked", stack.seen().leaked().goroutines());
        json.writeStringField("place", stack.place());
        json.writeEndObject();
    }

    private void judgement(Judgement judgement) throws IOException {
        json.writeStringField("verdict", judgement.verdict().name().toLowerCase(Locale.ROOT));
        List<String> evidence = Arrays.stream(Evidence.values())
                .filter(judgement.evidence()::contains)
                .map(Evidence::title)
                .toList();
        Json.strings(json, "evidence", evidence);
    }

    private void match(Match match) throws IOException {
        json.writeObjectFieldStart("finding");
        finding(match.finding());
        json.writeEndObject();
        json.writeObjectFieldStart("confidencePercent");
        json.writeNumberField("total", match.percent());
        json.writeNumberField("symbol", match.confidence().symbol());
        json.writeNumberField("path", match.confidence().path());
        json.writeNumberField("context", match.confidence().context());
        json.writeEndObject();
    }

    private void finding(Finding finding) throws IOException {
        json.writeStringField("ruleId", finding.ruleId());
        json.writeStringField("level", finding.level());
        json.writeStringField("message", finding.message());
        json.writeStringField("file", finding.line().file());
        json.writeNumberField("line", finding.line().line());
    }
}
