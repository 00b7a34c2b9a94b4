package io.deadlockwatch.core.text;

import io.deadlockwatch.core.snapshot.Argument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands in the parentheses of a call: {@code 0xc000012345, 0x1?, {0x2, _}, ...}. Go nests at most five deep and prints at most ten words; twice as deep is
 * read here, and as many words as a line holds.
 */
final class ArgumentParser {

    private static final int MAX_DEPTH = 10;
    private static final int MAX_DIGITS = 16;
    private static final byte[] DOTS = {'.', '.', '.'};
    private static final Argument.Hidden HIDDEN = new Argument.Hidden();
    private static final Argument.Cut CUT = new Argument.Cut();

    private byte[] bytes = {};
    private int at;
    private int end;

    /** The arguments in the range; null if it holds anything else. */
    @Nullable
    List<Argument> parse(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
        List<Argument> list = list(0);
        return at == end ? list : null;
    }

    /** Up to the end or a closing brace; null if there is something else. */
    private @Nullable List<Argument> list(int depth) {
        List<Argument> list = new ArrayList<>(4);
        if (at == end || bytes[at] == '}') {
            return list;
        }
        while (true) {
            Argument next = argument(depth);
            if (next == null) {
                return null;
            }
            list.add(next);
            if (!take(',')) {
                return list;
            }
            if (!take(' ')) {
                return null;
            }
        }
    }

    private @Nullable Argument argument(int depth) {
        if (take('{')) {
            List<Argument> elements = depth < MAX_DEPTH ? list(depth + 1) : null;
            return elements != null && take('}') ? new Argument.Aggregate(elements) : null;
        }
        if (take('_')) {
            return HIDDEN;
        }
        if (Scan.startsWith(bytes, at, end, DOTS)) {
            at += DOTS.length;
            return CUT;
        }
        return take('0') && take('x') ? word() : null;
    }

    private Argument.@Nullable Word word() {
        int first = at;
        long value = 0;
        while (at < end && at - first < MAX_DIGITS) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                break;
            }
            value = value << 4 | digit;
            at++;
        }
        return at == first ? null : new Argument.Word(value, take('?'));
    }

    private boolean take(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }
}
