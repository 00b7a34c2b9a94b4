package io.deadlockwatch.core.judge;

import java.util.List;

/**
 * A text in which {@code *} stands for any text, also an empty one. Everything else means itself. A receiver's star, as in {@code (*Server)}, is such a star too, and
 * fits itself.
 */
record Glob(List<String> literals) {

    Glob {
        literals = List.copyOf(literals);
    }

    static Glob of(String text) {
        return new Glob(List.of(text.split("\\*", -1)));
    }

    /** Linear in the text: each literal is taken at its first place, which leaves the most room for the others. */
    boolean fits(String text) {
        String first = literals.getFirst();
        String last = literals.getLast();
        if (literals.size() == 1) {
            return text.equals(first);
        }
        if (text.length() < first.length() + last.length() || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = text.length() - last.length();
        for (String literal : literals.subList(1, literals.size() - 1)) {
            int found = text.indexOf(literal, at);
            if (found < 0 || found + literal.length() > end) {
                return false;
            }
            at = found + literal.length();
        }
        return true;
    }
}
