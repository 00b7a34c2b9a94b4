package io.deadlockwatch.cli.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deadlockwatch.cli.report.Json;
import io.deadlockwatch.core.waitfor.Claim;
import io.deadlockwatch.core.waitfor.Confirmation;
import io.deadlockwatch.core.waitfor.WaitForGraph;
import java.io.IOException;
import java.io.PrintWriter;

/** A wait-for graph for programs, with every goroutine of its own: {@code docs/reference/cli.md}. */
public final class GraphJson {

    private static final int SCHEMA = 1;

    private GraphJson() {}

    public static void write(LockStory story, PrintWriter out) throws IOException {
        Json.write(out, json -> {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeArrayFieldStart("claims");
            for (Confirmation.Verdict verdict : story.claims()) {
                claim(json, verdict.claim(), verdict.confirmed());
            }
            json.writeEndArray();
            graph(json, story.graph());
            Json.strings(json, "notes", story.notes());
            json.writeEndObject();
        });
    }

    private static void claim(JsonGenerator json, Claim claim, boolean confirmed) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", claim.getClass().getSimpleName());
        json.writeBooleanField("deadlock", claim.isDeadlock());
        json.writeBooleanField("confirmed", confirmed);
        json.writeArrayFieldStart("goroutines");
        for (long id : claim.goroutines()) {
            json.writeNumber(id);
        }
        json.writeEndArray();
        Json.strings(json, "reasons", claim.reasons());
        json.writeEndObject();
    }

    private static void graph(JsonGenerator json, WaitForGraph graph) throws IOException {
        json.writeArrayFieldStart("goroutines");
        for (WaitForGraph.Node node : graph.goroutines()) {
            json.writeStartObject();
            json.writeNumberField("id", node.id());
            json.writeStringField("state", node.state());
            json.writeStringField("where", node.where());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("locks");
        for (WaitForGraph.Lock lock : graph.locks()) {
            json.writeStartObject();
            json.writeNumberField("number", lock.number());
            json.writeStringField("name", lock.name());
            if (lock.address().isPresent()) {
                json.writeStringField(
                        "address", "0x" + Long.toHexString(lock.address().getAsLong()));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("held");
        for (WaitForGraph.HeldBy hold : graph.held()) {
            json.writeStartObject();
            json.writeNumberField("lock", hold.lock());
            json.writeNumberField("goroutine", hold.goroutine());
            json.writeBooleanField("reading", hold.reading());
            json.writeBooleanField("certain", hold.certain());
            json.writeStringField("place", hold.place());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("waits");
        for (WaitForGraph.WaitsFor wait : graph.waits()) {
            json.writeStartObject();
            json.writeNumberField("goroutine", wait.goroutine());
            json.writeNumberField("lock", wait.lock());
            json.writeBooleanField("reading", wait.reading());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
