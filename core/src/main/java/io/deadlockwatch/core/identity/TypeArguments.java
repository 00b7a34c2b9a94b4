package io.deadlockwatch.core.identity;

/** Finds the lists of type arguments in Go names. A list that is never closed reaches to the end: long names come cut. */
public final class TypeArguments {

    private TypeArguments() {}

    /** The name without its type arguments. */
    public static String drop(String name) {
        return replace(name, "");
    }

    /** The name with {@code [...]} for each list of type arguments, as Go writes it in text profiles. */
    public static String elide(String name) {
        return replace(name, "[...]");
    }

    /** Lists nest; struct tags within stand in double quotes and may hold brackets. */
    private static String replace(String name, String replacement) {
        if (name.indexOf('[') < 0) {
            return name;
        }
        StringBuilder kept = new StringBuilder(name.length());
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '[') {
                if (depth++ == 0) {
                    kept.append(replacement);
                }
            } else if (depth == 0) {
                kept.append(c);
            } else if (c == ']') {
                depth--;
            } else if (c == '"') {
                quoted = true;
            }
        }
        return kept.toString();
    }
}
