package io.deadlockwatch.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines between words; a word that is too long stays whole, as a symbol or path is copied as a whole. */
final class Wrap {

    private Wrap() {}

    static List<String> words(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(text.startsWith("- ") ? "  " : "");
            }
            if (!line.isEmpty() && !line.toString().isBlank()) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
