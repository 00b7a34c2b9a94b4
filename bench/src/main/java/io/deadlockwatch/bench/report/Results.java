package io.deadlockwatch.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All of a run.
 *
 * @param machine what it ran on, by name
 * @param notes single figures that are no row, such as best times, by name
 */
public record Results(Map<String, String> machine, List<Row> rows, Map<String, Quantity> notes) {
    public Results {
        machine = Map.copyOf(machine);
        rows = List.copyOf(rows);
        // In the order given.
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** Writes them as JSON; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        JsonFactory json = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        try (JsonGenerator generator = json.createGenerator(out).useDefaultPrettyPrinter()) {
            generator.writeStartObject();
            generator.writeObjectFieldStart("machine");
            for (Map.Entry<String, String> fact : machine.entrySet()) {
                generator.writeStringField(fact.getKey(), fact.getValue());
            }
            generator.writeEndObject();
            generator.writeArrayFieldStart("rows");
            for (Row row : rows) {
                write(row, generator);
            }
            generator.writeEndArray();
            generator.writeObjectFieldStart("notes");
            for (Map.Entry<String, Quantity> note : notes.entrySet()) {
                write(note.getKey(), note.getValue(), generator);
            }
            generator.writeEndObject();
            generator.writeEndObject();
        }
    }

    private static void write(Row row, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("benchmark", row.what());
        write("ours", row.ours(), generator);
        generator.writeStringField("against", row.against());
        write("other", row.other(), generator);
        generator.writeNumberField("ratio", row.ratio());
        generator.writeStringField("target", row.targetWords());
        generator.writeBooleanField("met", row.isMet());
        generator.writeEndObject();
    }

    private static void write(String name, Quantity quantity, JsonGenerator generator) throws IOException {
        generator.writeObjectFieldStart(name);
        generator.writeNumberField("value", quantity.value());
        generator.writeStringField("unit", quantity.unit());
        generator.writeEndObject();
    }
}
