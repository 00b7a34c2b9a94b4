package io.deadlockwatch.bench.measure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Panicparse, as the program in {@code bench/panicparse} runs it. */
public final class Peer {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** What it found in a dump, and how long it took. */
    public record Reading(int goroutines, int stacks, Timing timing) {}

    private final Path program;

    public Peer(Path program) {
        this.program = program;
    }

    /** Reads a dump so many times. */
    public Reading read(Path dump, int runs) throws IOException, InterruptedException {
        Child child = Child.run(List.of(program.toString(), Integer.toString(runs), dump.toString()), TIMEOUT);
        if (child.exit() != 0) {
            throw new IOException("panicparse ended with " + child.exit() + ": " + child.output());
        }
        return parse(child.output());
    }

    static Reading parse(String text) throws IOException {
        int goroutines = 0;
        int stacks = 0;
        List<Double> seconds = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_INT && "goroutines".equals(json.currentName())) {
                    goroutines = json.getIntValue();
                } else if (token == JsonToken.VALUE_NUMBER_INT && "stacks".equals(json.currentName())) {
                    stacks = json.getIntValue();
                } else if (token.isNumeric()) {
                    seconds.add(json.getDoubleValue());
                }
            }
        }
        return new Reading(
                goroutines,
                stacks,
                Timing.of(seconds.stream().mapToDouble(s -> s * 1e3).toArray()));
    }
}
