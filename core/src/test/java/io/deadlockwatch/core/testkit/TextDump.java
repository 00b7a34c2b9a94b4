package io.deadlockwatch.core.testkit;

import io.deadlockwatch.core.snapshot.Frame;
import io.deadlockwatch.core.snapshot.Stack;
import io.deadlockwatch.core.snapshot.WaitState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads just enough of {@code debug=2} text to check a protobuf profile of the same moment against what Go itself calls each wait.
 *
 * @param stack state and frames, innermost first
 * @param elided whether Go left frames out in the middle
 */
public record TextDump(Stack stack, boolean elided) {

    private static final Pattern HEADER = Pattern.compile("goroutine \\d+ \\[([^\\],]*)[^\\]]*\\].*:");
    private static final Pattern PLACE = Pattern.compile("\t(.*):(\\d+)(?: \\+0x[0-9a-f]+)?");

    /** All goroutines but the one that took the dump, which comes first. */
    public static List<TextDump> read(String text) {
        List<TextDump> dumps = new ArrayList<>();
        for (String block : text.strip().split("\n\n", -1)) {
            dumps.add(block(List.of(block.split("\n", -1))));
        }
        return dumps.subList(1, dumps.size());
    }

    private static TextDump block(List<String> lines) {
        Matcher header = HEADER.matcher(lines.getFirst());
        if (!header.matches()) {
            throw new IllegalArgumentException(lines.getFirst());
        }
        List<Frame> frames = new ArrayList<>();
        boolean elided = false;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("created by ")) {
                break;
            }
            if (line.startsWith("...")) {
                elided = true;
                continue;
            }
            Matcher place = PLACE.matcher(lines.get(++i));
            if (!place.matches()) {
                throw new IllegalArgumentException(lines.get(i));
            }
            frames.add(new Frame(function(line), place.group(1), Integer.parseInt(place.group(2)), 0));
        }
        return new TextDump(new Stack(WaitState.of(header.group(1)), frames), elided);
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
