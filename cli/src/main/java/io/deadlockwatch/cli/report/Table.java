package io.deadlockwatch.cli.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns with a head, three spaces between them, as kubectl prints them. The last column is never padded. */
public final class Table {

    private static final String GAP = "   ";

    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * A cell.
     *
     * @param text as wide as it looks
     * @param shown the same, perhaps with colour
     */
    public record Cell(String text, String shown) {

        public static Cell of(Object value) {
            String text = Phrases.printable(String.valueOf(value));
            return new Cell(text, text);
        }
    }

    public Table(List<String> head) {
        add(head.stream().map(Cell::of).toList());
    }

    public void add(List<Cell> cells) {
        rows.add(List.copyOf(cells));
    }

    public void write(PrintWriter out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                Cell cell = row.get(i);
                line.append(cell.shown());
                if (i < columns - 1) {
                    line.append(" ".repeat(widths[i] - cell.text().length())).append(GAP);
                }
            }
            out.println(line);
        }
    }
}
