package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.identity.Frames;
import io.deadlockwatch.core.identity.Symbol;
import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Goroutines that wait for hours and are fine: never suspected for persistence and numbers alone. The catalogue is data; its own file says how to read it. */
public final class BenignCatalogue {

    /** Nothing is known to be benign. */
    public static final BenignCatalogue EMPTY = new BenignCatalogue(List.of());

    private static final String BUILT_IN = "benign.tsv";
    private static final int COLUMNS = 4;

    private enum Where {
        INNERMOST,
        OUTERMOST,
        ANY
    }

    private record Entry(String operation, Where where, Pattern symbol, String reason) {

        boolean fits(String seen, List<String> symbols) {
            if (!operation.equals("*") && !operation.equals(seen)) {
                return false;
            }
            return switch (where) {
                case INNERMOST -> fits(symbols.getFirst());
                case OUTERMOST -> fits(symbols.getLast());
                case ANY -> symbols.stream().anyMatch(this::fits);
            };
        }

        private boolean fits(String text) {
            return symbol.matcher(text).matches();
        }
    }

    private final List<Entry> entries;

    private BenignCatalogue(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The catalogue that comes with the engine. */
    public static BenignCatalogue builtIn() {
        try (InputStream in = BenignCatalogue.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException(BUILT_IN + " is not in the jar");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a catalogue: tab-separated operation, frame, symbol and reason.
     *
     * @throws IllegalArgumentException if a line is malformed; it names the line
     */
    public static BenignCatalogue read(InputStream in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(entry(line, number));
            }
        }
        return new BenignCatalogue(entries);
    }

    /** Why goroutines with this stack are fine, if they are known to be. */
    public Optional<String> reason(Stack stack) {
        List<String> symbols = new ArrayList<>();
        for (Frame frame : Frames.counting(stack.frames())) {
            symbols.add(Symbol.of(frame.function()));
        }
        if (symbols.isEmpty()) {
            return Optional.empty();
        }
        for (Entry entry : entries) {
            if (entry.fits(stack.state().operation(), symbols)) {
                return Optional.of(entry.reason());
            }
        }
        return Optional.empty();
    }

    private static Entry entry(String line, int number) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(
                    "line " + number + " has " + columns.length + " columns, needs " + COLUMNS);
        }
        Where where =
                switch (columns[1]) {
                    case "innermost" -> Where.INNERMOST;
                    case "outermost" -> Where.OUTERMOST;
                    case "any" -> Where.ANY;
                    default ->
                        throw new IllegalArgumentException("line " + number + ": no frame is called " + columns[1]);
                };
        return new Entry(columns[0], where, glob(columns[2]), columns[3]);
    }

    private static Pattern glob(String text) {
        StringBuilder regex = new StringBuilder();
        for (String literal : text.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(regex.toString());
    }
}
