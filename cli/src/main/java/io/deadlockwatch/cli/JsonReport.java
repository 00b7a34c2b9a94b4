package io.deadlockwatch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.deadlockwatch.core.judge.Evidence;
import io.deadlockwatch.core.judge.Judgement;
import io.deadlockwatch.core.judge.Match;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An analysis for programs. Fields may be added; none changes its meaning while {@code schema} is the same. */
final class JsonReport {

    private static final int SCHEMA = 1;

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    static void write(Analysis analysis, List<Snapshot> snapshots, PrintWriter out) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            new JsonReport(json).document(analysis, snapshots);
        }
        out.println();
    }

    private void document(Analysis analysis, List<Snapshot> snapshots) throws IOException {
        Snapshot last = snapshots.getLast();
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeNumberField("snapshots", snapshots.size());
        json.writeStringField("buildId", last.buildId());
        json.writeNumberField("goroutines", last.goroutines());
        json.writeNumberField("stacks", last.stacks().size());
        json.writeArrayFieldStart("sites");
        for (Analysis.SiteView site : analysis.sites()) {
            site(site);
        }
        json.writeEndArray();
        counts("otherStates", analysis.otherStates());
        json.writeEndObject();
    }

    private void site(Analysis.SiteView site) throws IOException {
        json.writeStartObject();
        json.writeStringField("site", site.site().toString());
        json.writeStringField("state", site.state());
        json.writeNumberField("goroutines", site.goroutines());
        json.writeNumberField("blockedForMillis", site.seenFor().toMillis());
        json.writeStringField("function", site.where().function());
        json.writeStringField("file", site.where().file());
        json.writeNumberField("line", site.where().line());
        counts("places", site.places());
        if (site.judgement().isPresent()) {
            judgement(site.judgement().get());
        }
        if (site.match().isPresent()) {
            match(site.match().get());
        }
        json.writeEndObject();
    }

    private void counts(String name, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private void judgement(Judgement judgement) throws IOException {
        json.writeStringField("verdict", judgement.verdict().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("evidence");
        for (Evidence evidence : Evidence.values()) {
            if (judgement.evidence().contains(evidence)) {
                json.writeString(evidence.title());
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("reasons");
        for (String reason : judgement.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
    }

    private void match(Match match) throws IOException {
        json.writeObjectFieldStart("finding");
        json.writeStringField("ruleId", match.finding().ruleId());
        json.writeStringField("level", match.finding().level());
        json.writeStringField("message", match.finding().message());
        json.writeStringField("file", match.finding().line().file());
        json.writeNumberField("line", match.finding().line().line());
        json.writeEndObject();
        json.writeObjectFieldStart("confidencePercent");
        json.writeNumberField("total", match.confidence().total());
        json.writeNumberField("symbol", match.confidence().symbol());
        json.writeNumberField("path", match.confidence().path());
        json.writeNumberField("context", match.confidence().context());
        json.writeEndObject();
    }
}
