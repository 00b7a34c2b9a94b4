package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.internal.PercentEscapes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.regex.Pattern;

/** Compares paths of source files as scanners and binaries write them: relative, absolute, or by module with {@code -trimpath}. */
public final class SourcePaths {

    private static final Pattern BASE_ID = Pattern.compile("^%\\w+%/*");
    private static final Pattern FILE_SCHEME =
            Pattern.compile("^file:(?://[^/\\\\]*)?(?=[/\\\\])", Pattern.CASE_INSENSITIVE);
    private static final Pattern DRIVE_AFTER_ROOT = Pattern.compile("^/(?=[A-Za-z]:/)");

    private SourcePaths() {}

    /** The path in a SARIF URI: unescaped, with forward slashes, without scheme, base id, and steps to and fro. */
    public static String ofUri(String uri) {
        String path = BASE_ID.matcher(FILE_SCHEME.matcher(uri).replaceFirst("")).replaceFirst("");
        path = PercentEscapes.decode(path).replace('\\', '/');
        path = DRIVE_AFTER_ROOT.matcher(path).replaceFirst("");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }

    /** What follows the last slash. */
    public static String baseName(String path) {
        return path.substring(path.replace('\\', '/').lastIndexOf('/') + 1);
    }

    /** How many elements at their ends two paths have in common. */
    public static int commonElements(String a, String b) {
        Iterator<String> left = elements(a).descendingIterator();
        Iterator<String> right = elements(b).descendingIterator();
        int common = 0;
        while (left.hasNext() && right.hasNext() && left.next().equals(right.next())) {
            common++;
        }
        return common;
    }

    /** How many elements a path has. */
    public static int length(String path) {
        return elements(path).size();
    }

    private static Deque<String> elements(String path) {
        Deque<String> elements = new ArrayDeque<>();
        for (String element : path.replace('\\', '/').split("/", -1)) {
            if (!element.isEmpty()) {
                elements.addLast(element);
            }
        }
        return elements;
    }
}
