package io.deadlockwatch.core.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the part of a report that is about the ladder. */
final class LadderWriter {

    private final JsonGenerator out;

    LadderWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(LadderStatus ladder) throws IOException {
        out.writeStartObject();
        out.writeNumberField("intervalMillis", ladder.intervalMillis());
        out.writeBooleanField("wantsDump", ladder.wantsDump());
        out.writeArrayFieldStart("refusals");
        for (Refusal refusal : ladder.refusals()) {
            out.writeStartObject();
            out.writeNumberField("rung", refusal.rung());
            out.writeStringField("reason", refusal.reason().wire());
            out.writeNumberField("count", refusal.count());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeObjectFieldStart("cost");
        out.writeNumberField("cpuMillis", ladder.cost().cpuMillis());
        out.writeNumberField("memoryBytes", ladder.cost().memoryBytes());
        out.writeEndObject();
        out.writeObjectFieldStart("leak");
        out.writeNumberField("profiles", ladder.leak().profiles());
        out.writeNumberField("ageMillis", ladder.leak().ageMillis());
        out.writeBooleanField("mainToo", ladder.leak().mainToo());
        out.writeEndObject();
        out.writeNumberField("forgottenStacks", ladder.forgottenStacks());
        if (ladder.ended().isPresent()) {
            ended(ladder.ended().get());
        }
        out.writeEndObject();
    }

    private void ended(EndedIncarnation ended) throws IOException {
        out.writeObjectFieldStart("ended");
        out.writeNumberField("incarnation", ended.incarnation());
        out.writeStringField("cause", ended.cause().wire());
        out.writeStringField("buildId", ended.buildId());
        out.writeNumberField("goodSamples", ended.goodSamples());
        out.writeArrayFieldStart("entries");
        for (StackEntry entry : ended.entries()) {
            EntryFields.write(entry, out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
