package io.deadlockwatch.core.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first line of a goroutine. Its parts, most of which are rare:
 *
 * <pre>
 * goroutine 12 gp=0xc000 m=0 mp=0x5fa [chan receive (leaked) (scan) (durable), 3 minutes, locked to thread, synctest bubble 1 labels:{"k": "]"}] {k: "v"}:
 * </pre>
 *
 * Headers differ in their ids and minutes, and in little else. So what stands before and after the minutes is kept and compared, and only what is new is taken apart.
 */
final class HeaderReader {

    private static final byte[] GOROUTINE = ascii("goroutine ");
    private static final byte[] LABELS = ascii(" labels:{");
    private static final byte[] END_OF_LABELS = ascii("}]:");
    private static final byte[] END_OF_LABELS_127 = ascii("}:");
    private static final byte[] GP = ascii("gp=");
    private static final byte[] M = ascii("m=");
    private static final byte[] MP = ascii("mp=");
    private static final byte[] MINUTES = ascii(" minutes");
    private static final int KEPT = 256;
    private static final int LONGEST_KEPT = 256;
    private static final int MAX_DIGITS = 18;
    private static final int MAX_MINUTE_DIGITS = 9;

    /** What stood after an id but for the minutes, and what it means. */
    private static final class Seen {
        final byte[] before;
        final byte[] after;
        final StateNode state;
        final boolean leaked;

        Seen(byte[] before, byte[] after, Header header) {
            this.before = before;
            this.after = after;
            this.state = header.state();
            this.leaked = header.leaked();
        }

        boolean is(byte[] bytes, int from, int to, int rest, int end) {
            return Arrays.equals(bytes, from, to, before, 0, before.length)
                    && Arrays.equals(bytes, rest, end, after, 0, after.length);
        }
    }

    private final CallTree tree;
    private final int maxWords;
    private final long seed;
    private final @Nullable Seen[] seen = new Seen[KEPT];
    private long id;
    private boolean bracketed;
    private boolean full;

    HeaderReader(CallTree tree, TextLimits limits, long seed) {
        this.tree = tree;
        this.maxWords = limits.maxName();
        this.seed = seed;
    }

    /** The id in the line read last. */
    long id() {
        return id;
    }

    /** Whether a bracket, or what a crash prints before it, came after the id in the line read last: no other text has that. */
    boolean isBracketed() {
        return bracketed;
    }

    /** Whether the line read last is a header, but of one state more than there is room for. */
    boolean isFull() {
        return full;
    }

    /** Whether the line begins like that of a goroutine: with the word and a number. */
    static boolean isLikely(byte[] bytes, int start, int end) {
        int at = start + GOROUTINE.length;
        return at < end && Scan.isDigit(bytes[at]) && Scan.isAt(bytes, start, GOROUTINE);
    }

    /** Where in the line a goroutine's header seems to begin, or -1. */
    static int likelyAt(byte[] bytes, int start, int end) {
        if (end - start < GOROUTINE.length || bytes[end - 1] != ':') {
            return -1;
        }
        int at = Scan.find(bytes, start, end, GOROUTINE);
        return at >= 0 && isLikely(bytes, at, end) ? at : -1;
    }

    /** Whether the line could be the beginning of a header that was cut. */
    static boolean couldBecome(byte[] bytes, int start, int end) {
        int there = Math.min(end - start, GOROUTINE.length);
        return Arrays.equals(bytes, start, start + there, GOROUTINE, 0, there);
    }

    /** Reads a line that is likely; null if it is no header, or there is no room for its state. */
    @Nullable
    Header read(byte[] bytes, int start, int end) {
        int i = start + GOROUTINE.length;
        int digits = i;
        id = 0;
        full = false;
        while (i < end && Scan.isDigit(bytes[i])) {
            id = 10 * id + (bytes[i++] - '0');
        }
        bracketed = i + 1 < end && bytes[i] == ' ' && (bytes[i + 1] == '[' || Scan.startsWith(bytes, i + 1, end, GP));
        if (i - digits > MAX_DIGITS) {
            return null;
        }
        return end - i > LONGEST_KEPT ? parse(bytes, i, end) : known(bytes, i, end);
    }

    /** What stands after the id, from {@code from} on. */
    private @Nullable Header known(byte[] bytes, int from, int end) {
        int words = from;
        while (words < end && bytes[words] != ',') {
            words++;
        }
        int digits = Math.min(words + 2, end);
        int to = digits;
        while (to < end && to - digits < MAX_MINUTE_DIGITS && Scan.isDigit(bytes[to])) {
            to++;
        }
        boolean timed = to > digits && Scan.startsWith(bytes, to, end, MINUTES);
        long minutes = timed ? Scan.number(bytes, digits, to) : 0;
        int before = timed ? digits : end;
        int rest = timed ? to : end;
        int slot =
                Scan.hash(Scan.hash(bytes, from, before, seed), Scan.hash(bytes, rest, end, seed), seed) & (KEPT - 1);
        Seen there = seen[slot];
        if (there != null && there.is(bytes, from, before, rest, end)) {
            return new Header(there.state, minutes, there.leaked);
        }
        Header header = parse(bytes, from, end);
        // Minutes said twice are not worth to be understood.
        if (header != null && header.minutes() == minutes && Scan.find(bytes, rest + 1, end, MINUTES) < 0) {
            seen[slot] =
                    new Seen(Arrays.copyOfRange(bytes, from, before), Arrays.copyOfRange(bytes, rest, end), header);
        }
        return header;
    }

    private @Nullable Header parse(byte[] bytes, int from, int end) {
        int open = openingBracket(bytes, from, end);
        if (open < 0 || bytes[end - 1] != ':') {
            return null;
        }
        int i = open + 1;
        int labels = Scan.find(bytes, i, end, LABELS);
        int close = i;
        while (close < end && bytes[close] != ']' && close != labels) {
            close++;
        }
        if (close == end || !isWellEnded(bytes, close, end, close == labels)) {
            return null;
        }
        String text = new String(bytes, i, close - i, StandardCharsets.UTF_8);
        return text.isEmpty() || text.length() > maxWords ? null : header(text);
    }

    /** Skips what crashes print before the bracket. */
    private static int openingBracket(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] == ' ') {
            i++;
            if (i < end && bytes[i] == '[') {
                return i;
            }
            if (!Scan.startsWith(bytes, i, end, GP)
                    && !Scan.startsWith(bytes, i, end, M)
                    && !Scan.startsWith(bytes, i, end, MP)) {
                return -1;
            }
            while (i < end && bytes[i] != ' ') {
                i++;
            }
        }
        return -1;
    }

    /** After the state stand labels within the bracket (Go 1.26), labels after it (Go 1.27), or none. */
    private static boolean isWellEnded(byte[] bytes, int close, int end, boolean labelled) {
        if (labelled) {
            return Scan.endsWith(bytes, close, end, END_OF_LABELS);
        }
        boolean plain = close + 2 == end;
        boolean after = close + 2 < end && bytes[close + 1] == ' ' && bytes[close + 2] == '{';
        return plain || (after && Scan.endsWith(bytes, close, end, END_OF_LABELS_127));
    }

    private @Nullable Header header(String text) {
        PrintedState printed = PrintedState.parse(text);
        StateNode state = tree.state(printed.state());
        full = state == null;
        return state == null ? null : new Header(state, printed.minutes(), printed.leaked());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
