package io.deadlockwatch.cli.report;

import io.deadlockwatch.cli.cluster.TreeJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Objects as YAML, laid out as kubectl does. A text stands without quotes only where nobody could take it for anything else; quoted, it is JSON, which YAML contains. */
public final class Yaml {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*( [A-Za-z0-9_./()-]+)*");
    private static final Pattern WORDS_WITH_A_MEANING =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

    private final PrintWriter out;

    public Yaml(PrintWriter out) {
        this.out = out;
    }

    /** Writes a document: a map or list as in {@link TreeJson}. */
    public void write(Object value) {
        block("", value);
        out.flush();
    }

    private void block(String indent, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> member(indent, String.valueOf(key), member));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> item(indent, item));
        }
    }

    private void member(String indent, String key, @Nullable Object value) {
        String head = indent + scalar(key) + ":";
        if (isBlock(value)) {
            out.print(head + "\n");
            block(value instanceof Map ? indent + "  " : indent, value);
        } else {
            out.print(head + " " + scalar(value) + "\n");
        }
    }

    /** The first member of a map stands beside the dash. */
    private void item(String indent, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            String begin = indent + "- ";
            for (Map.Entry<?, ?> member : map.entrySet()) {
                member(begin, indent + "  ", String.valueOf(member.getKey()), member.getValue());
                begin = indent + "  ";
            }
        } else if (isBlock(value)) {
            out.print(indent + "-\n");
            block(indent + "  ", value);
        } else {
            out.print(indent + "- " + scalar(value) + "\n");
        }
    }

    private void member(String begin, String indent, String key, @Nullable Object value) {
        if (isBlock(value)) {
            out.print(begin + scalar(key) + ":\n");
            block(value instanceof Map ? indent + "  " : indent, value);
        } else {
            out.print(begin + scalar(key) + ": " + scalar(value) + "\n");
        }
    }

    private static boolean isBlock(@Nullable Object value) {
        return (value instanceof Map<?, ?> map && !map.isEmpty()) || (value instanceof List<?> list && !list.isEmpty());
    }

    private static String scalar(@Nullable Object value) {
        if (value instanceof String text
                && PLAIN.matcher(text).matches()
                && !WORDS_WITH_A_MEANING.matcher(text).matches()) {
            return text;
        }
        return new String(TreeJson.bytes(value), StandardCharsets.UTF_8);
    }
}
