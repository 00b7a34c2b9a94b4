package io.deadlockwatch.core.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deadlockwatch.core.snapshot.Frame;
import java.io.IOException;

/** Writes one report. */
final class ReportWriter {

    private final JsonGenerator out;

    ReportWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(Report report) throws IOException {
        out.writeStartObject();
        out.writeNumberField("schema", Report.SCHEMA);
        pod(report.pod());
        out.writeStringField("epoch", report.epoch());
        out.writeNumberField("seq", report.seq());
        out.writeNumberField("base", report.base());
        out.writeStringField("sampler", report.sampler());
        target(report.target());
        window(report.window());
        out.writeArrayFieldStart("snapshots");
        for (SnapshotTally tally : report.snapshots()) {
            tally(tally);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("entries");
        for (StackEntry entry : report.entries()) {
            EntryFields.write(entry, out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("stacks");
        for (StackText stack : report.stacks()) {
            stack(stack);
        }
        out.writeEndArray();
        if (report.grownMillis() > 0) {
            out.writeNumberField("grownMillis", report.grownMillis());
        }
        if (!report.ladder().equals(LadderStatus.NONE)) {
            out.writeFieldName("ladder");
            new LadderWriter(out).write(report.ladder());
        }
        out.writeEndObject();
    }

    private void pod(PodRef pod) throws IOException {
        out.writeObjectFieldStart("pod");
        out.writeStringField("namespace", pod.namespace());
        out.writeStringField("name", pod.name());
        out.writeStringField("uid", pod.uid());
        out.writeEndObject();
    }

    private void target(TargetStatus target) throws IOException {
        out.writeObjectFieldStart("target");
        out.writeNumberField("incarnation", target.incarnation());
        out.writeStringField("state", target.state().wire());
        out.writeStringField("detail", target.detail());
        out.writeStringField("buildId", target.buildId());
        out.writeEndObject();
    }

    private void window(Window window) throws IOException {
        out.writeObjectFieldStart("window");
        out.writeNumberField("goodSamples", window.goodSamples());
        out.writeNumberField("spanMillis", window.spanMillis());
        out.writeNumberField("lastGoodAgeMillis", window.lastGoodAgeMillis());
        out.writeNumberField("longestGapMillis", window.longestGapMillis());
        out.writeNumberField("goroutines", window.goroutines());
        out.writeNumberField("unknownState", window.unknownState());
        out.writeNumberField("droppedStacks", window.droppedStacks());
        out.writeEndObject();
    }

    private void tally(SnapshotTally tally) throws IOException {
        out.writeStartObject();
        out.writeNumberField("rung", tally.rung());
        out.writeStringField("outcome", tally.outcome().wire());
        out.writeNumberField("count", tally.count());
        out.writeNumberField("bytes", tally.bytes());
        out.writeNumberField("millis", tally.millis());
        out.writeNumberField("pauseMicros", tally.pauseMicros());
        out.writeEndObject();
    }

    private void stack(StackText text) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", text.id());
        out.writeStringField("state", text.stack().state().words());
        out.writeArrayFieldStart("frames");
        for (Frame frame : text.stack().frames()) {
            out.writeStartObject();
            out.writeStringField("function", frame.function());
            out.writeStringField("file", frame.file());
            out.writeNumberField("line", frame.line());
            out.writeNumberField("start", frame.start());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
