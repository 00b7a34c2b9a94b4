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
 * Headers that differ in their ids only are all there is in most dumps, so what comes after the id is kept and compared.
 */
final class HeaderReader {

    private static final byte[] GOROUTINE = ascii("goroutine ");
    private static final byte[] LABELS = ascii(" labels:{");
    private static final byte[] END_OF_LABELS = ascii("}]:");
    private static final byte[] END_OF_LABELS_127 = ascii("}:");
    private static final byte[] GP = ascii("gp=");
    private static final byte[] M = ascii("m=");
    private static final byte[] MP = ascii("mp=");
    private static final int KEPT = 256;
    private static final int LONGEST_KEPT = 256;
    private static final int MAX_DIGITS = 18;

    /** What stood after an id, and what it means. */
    private static final class Seen {
        final byte[] text;
        final Header header;

        Seen(byte[] text, Header header) {
            this.text = text;
            this.header = header;
        }
    }

    private final CallTree tree;
    private final int maxWords;
    private final long seed;
    private final @Nullable Seen[] seen = new Seen[KEPT];
    private long id;
    private boolean bracketed;

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

    /** Whether the line begins like that of a goroutine: with the word and a number. */
    static boolean isLikely(byte[] bytes, int start, int end) {
        int at = start + GOROUTINE.length;
        return at < end && isDigit(bytes[at]) && Scan.isAt(bytes, start, GOROUTINE);
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

    /** Reads a line that is likely; null if it is no header. */
    @Nullable
    Header read(byte[] bytes, int start, int end) {
        int i = start + GOROUTINE.length;
        int digits = i;
        id = 0;
        while (i < end && isDigit(bytes[i])) {
            id = 10 * id + (bytes[i++] - '0');
        }
        bracketed = i + 1 < end && bytes[i] == ' ' && (bytes[i + 1] == '[' || Scan.startsWith(bytes, i + 1, end, GP));
        if (i - digits > MAX_DIGITS) {
            return null;
        }
        if (end - i > LONGEST_KEPT) {
            return parse(bytes, i, end);
        }
        int slot = Scan.hash(bytes, i, end, seed) & (KEPT - 1);
        Seen there = seen[slot];
        if (there != null && Arrays.equals(bytes, i, end, there.text, 0, there.text.length)) {
            return there.header;
        }
        Header header = parse(bytes, i, end);
        if (header != null) {
            seen[slot] = new Seen(Arrays.copyOfRange(bytes, i, end), header);
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
        return state == null ? null : new Header(state, printed.minutes(), printed.leaked());
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
