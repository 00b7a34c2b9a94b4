package io.deadlockwatch.core.testkit;

import io.deadlockwatch.core.snapshot.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A goroutine of a {@code debug=2} dump, read the simple way: whole text, split at blank lines, with regular expressions. Knows what pprof prints and nothing of crashes,
 * cgo, ancestors or bubbles.
 *
 * @param words the state as printed, without marks
 * @param frames innermost first
 * @param creator {@code function file:line} of where it was started; empty if not printed
 */
public record NaiveDump(
        long id, String words, long minutes, boolean leaked, List<Frame> frames, String creator, long createdBy) {

    private static final Pattern HEADER = Pattern.compile(
            "goroutine (\\d+) \\[([^\\],]*?)( \\(leaked\\))?(?:, (\\d+) minutes)?(?:, locked to thread)?\\](?: \\{.*\\})?:");
    private static final Pattern PLACE = Pattern.compile("\t(.*):(\\d+)(?: \\+0x[0-9a-f]+)?");
    private static final Pattern CREATED = Pattern.compile("created by (.*?)(?: in goroutine (\\d+))?");

    /** All goroutines, that which took the dump first. */
    public static List<NaiveDump> read(String text) {
        List<NaiveDump> dumps = new ArrayList<>();
        for (String block : text.strip().split("\n\n", -1)) {
            dumps.add(block(List.of(block.split("\n", -1))));
        }
        return dumps;
    }

    private static NaiveDump block(List<String> lines) {
        Matcher header = matched(HEADER, lines.getFirst());
        List<Frame> frames = new ArrayList<>();
        String creator = "";
        long createdBy = 0;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("...")) {
                continue;
            }
            Matcher place = matched(PLACE, lines.get(++i));
            if (line.startsWith("created by ")) {
                Matcher created = matched(CREATED, line);
                creator = created.group(1) + " " + place.group(1) + ":" + place.group(2);
                createdBy = created.group(2) == null ? 0 : Long.parseLong(created.group(2));
            } else {
                frames.add(new Frame(function(line), place.group(1), Integer.parseInt(place.group(2)), 0));
            }
        }
        return new NaiveDump(
                Long.parseLong(header.group(1)),
                header.group(2),
                header.group(4) == null ? 0 : Long.parseLong(header.group(4)),
                header.group(3) != null,
                frames,
                creator,
                createdBy);
    }

    private static Matcher matched(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(line);
        }
        return matcher;
    }

    /** What stands before the last balanced parenthesis. */
    private static String function(String call) {
        int depth = 0;
        for (int i = call.length() - 1; i >= 0; i--) {
            depth += call.charAt(i) == ')' ? 1 : call.charAt(i) == '(' ? -1 : 0;
            if (depth == 0) {
                return call.substring(0, i);
            }
        }
        throw new IllegalArgumentException(call);
    }
}
