package io.deadlockwatch.core.judge;

import io.deadlockwatch.core.identity.FunctionName;
import io.deadlockwatch.core.identity.FunctionNames;
import io.deadlockwatch.core.identity.NamedStack;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Goroutines that wait for hours and are fine: never suspected for persistence and numbers alone. The catalogue is data; its own file says how to read it.
 *
 * <p>Entries are found by the package they name, so that a stack costs a look-up a frame however long the catalogue is.
 */
public final class BenignCatalogue {

    /** Nothing is known to be benign. */
    public static final BenignCatalogue EMPTY = new BenignCatalogue(List.of());

    private static final String BUILT_IN = "benign.tsv";
    private static final int COLUMNS = 5;

    private enum Where {
        INNERMOST,
        OUTERMOST,
        ANY;

        boolean includes(int index, int depth) {
            return switch (this) {
                case INNERMOST -> index == 0;
                case OUTERMOST -> index == depth - 1;
                case ANY -> true;
            };
        }
    }

    private record Entry(int rank, String operation, Where where, String packagePath, Glob symbol, Benign benign) {

        boolean fits(WaitState state) {
            return operation.equals("*") || operation.equals(state.operation()) || operation.equals(state.words());
        }
    }

    private final Map<String, List<Entry>> byPackage;

    private BenignCatalogue(List<Entry> entries) {
        this.byPackage = entries.stream().collect(Collectors.groupingBy(Entry::packagePath));
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
     * Reads a catalogue: tab-separated operation, frame, symbol, end and reason.
     *
     * @throws IllegalArgumentException if a line is malformed, or its symbol has no whole package; it names the line
     */
    public static BenignCatalogue read(InputStream in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.add(entry(entries.size(), line, number));
            }
        }
        return new BenignCatalogue(entries);
    }

    /** Why goroutines with this stack are fine, if they are known to be. */
    public Optional<String> reason(Stack stack) {
        return find(new FunctionNames().of(stack)).map(Benign::reason);
    }

    /** What the first entry that fits says. */
    public Optional<Benign> find(NamedStack stack) {
        Entry first = null;
        for (int i = 0; i < stack.depth(); i++) {
            FunctionName name = stack.name(i);
            for (Entry entry : byPackage.getOrDefault(name.packagePath(), List.of())) {
                boolean earlier = first == null || entry.rank() < first.rank();
                if (earlier
                        && entry.where().includes(i, stack.depth())
                        && entry.fits(stack.stack().state())
                        && entry.symbol().fits(name.text())) {
                    first = entry;
                }
            }
        }
        return first == null ? Optional.empty() : Optional.of(first.benign());
    }

    private static Entry entry(int rank, String line, int number) {
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
        boolean forEver =
                switch (columns[3]) {
                    case "some day" -> false;
                    case "never" -> true;
                    default -> throw new IllegalArgumentException("line " + number + ": nothing ends " + columns[3]);
                };
        String packagePath = FunctionName.packagePath(columns[2]);
        if (packagePath.isEmpty() || packagePath.contains("*")) {
            throw new IllegalArgumentException("line " + number + ": no whole package in " + columns[2]);
        }
        return new Entry(rank, columns[0], where, packagePath, Glob.of(columns[2]), new Benign(columns[4], forEver));
    }
}
