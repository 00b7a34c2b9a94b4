package io.deadlockwatch.core.findings;

import io.deadlockwatch.core.internal.PercentEscapes;
import java.util.ArrayDeque;
import java.util.Deque;
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
        return path.substring(startOfElement(path, path.length()));
    }

    /** The path with forward slashes. */
    public static String slashed(String path) {
        return path.indexOf('\\') < 0 ? path : path.replace('\\', '/');
    }

    /** The last directory and the name, {@code stock/store.go}; the name alone if there is no directory. */
    public static String tail(String path) {
        int name = startOfElement(path, path.length());
        int end = endOfElement(path, name);
        return end == 0
                ? path.substring(name)
                : path.substring(startOfElement(path, end), end) + "/" + path.substring(name);
    }

    /** How many elements at their ends two paths have in common. */
    public static int commonElements(String a, String b) {
        int common = 0;
        int endA = endOfElement(a, a.length());
        int endB = endOfElement(b, b.length());
        while (endA > 0 && endB > 0) {
            int startA = startOfElement(a, endA);
            int startB = startOfElement(b, endB);
            if (endA - startA != endB - startB || !a.regionMatches(startA, b, startB, endA - startA)) {
                return common;
            }
            common++;
            endA = endOfElement(a, startA);
            endB = endOfElement(b, startB);
        }
        return common;
    }

    /** How many elements a path has. */
    public static int length(String path) {
        int length = 0;
        for (int end = endOfElement(path, path.length());
                end > 0;
                end = endOfElement(path, startOfElement(path, end))) {
            length++;
        }
        return length;
    }

    /** Where the last element before a position ends; 0 if there is none. */
    private static int endOfElement(String path, int before) {
        int end = before;
        while (end > 0 && isSeparator(path.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static int startOfElement(String path, int end) {
        int start = end;
        while (start > 0 && !isSeparator(path.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }
}
