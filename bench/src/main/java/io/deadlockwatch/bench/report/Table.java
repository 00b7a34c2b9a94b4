package io.deadlockwatch.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in columns, as a Markdown table that can be read as it stands. */
public final class Table {

    private static final List<String> TITLES = List.of("benchmark", "ours", "peer or limit", "ratio", "target", "met");

    private Table() {}

    public static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(TITLES);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[TITLES.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (int n = 0; n < lines.size(); n++) {
            append(lines.get(n), widths, out);
            if (n == 0) {
                for (int width : widths) {
                    out.append("|").append("-".repeat(width + 2));
                }
                out.append("|\n");
            }
        }
        return out.toString();
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.what(),
                row.ours().toString(),
                row.against() + ": " + row.other(),
                String.format(Locale.ROOT, "%.2f", row.ratio()),
                row.targetWords(),
                row.isMet() ? "yes" : "NO");
    }

    private static void append(List<String> cells, int[] widths, StringBuilder out) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            out.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
        }
        out.append("|\n");
    }
}
