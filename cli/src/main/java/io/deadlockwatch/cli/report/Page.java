package io.deadlockwatch.cli.report;

import java.io.PrintWriter;
import java.util.List;

/** Lines with a label in front, {@code   where    main.send}, aligned, and wrapped where they are too long. */
public final class Page {

    /** Columns of the label. */
    public static final int LABEL = 11;

    private final PrintWriter out;
    private final Style style;

    public Page(PrintWriter out, Style style) {
        this.out = out;
        this.style = style;
    }

    public Style style() {
        return style;
    }

    public void blank() {
        out.println();
    }

    /** A line as it is. */
    public void line(String text) {
        out.println(text);
    }

    /** A labelled text; nothing if it is empty. */
    public void row(String label, String text) {
        rows(label, List.of(text));
    }

    /** Labelled texts, the label in front of the first. */
    public void rows(String label, List<String> texts) {
        String head = style.dim(padded("  " + label));
        for (String text : texts) {
            if (!text.isEmpty()) {
                for (String part : Wrap.words(Phrases.printable(text), style.width() - LABEL)) {
                    out.println(head + part);
                    head = " ".repeat(LABEL);
                }
            }
        }
    }

    /** Labelled lines that are never wrapped. */
    public void verbatim(String label, List<String> lines) {
        String head = style.dim(padded("  " + label));
        for (String line : lines) {
            out.println(head + Phrases.printable(line));
            head = " ".repeat(LABEL);
        }
    }

    static String padded(String text) {
        return text + " ".repeat(Math.max(0, LABEL - text.length()));
    }
}
