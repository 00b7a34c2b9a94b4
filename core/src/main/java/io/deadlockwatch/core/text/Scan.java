package io.deadlockwatch.core.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks at bytes eight at a time. A word is XORed with the sought byte in every place, which makes places that hold it zero; then {@code (w - 01..01) & ~w & 80..80}
 * has a high bit in the lowest zero place, and none if there is no zero place (higher places may be wrong, by a borrow). Source of the trick: Lamport, "Multiple byte
 * processing with full-word instructions", 1975.
 */
final class Scan {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long PARENTHESES = '(' * ONES;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private Scan() {}

    /** Index of the first line feed from {@code from} on, or {@code to} if there is none. */
    static int lineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long hits = zeroes(word(bytes, i) ^ LINE_FEEDS);
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return to;
    }

    /** Index of the first line feed from {@code from} on; -1 if there is none, or an opening parenthesis before it. */
    static int lineFeedBeforeParenthesis(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = word(bytes, i);
            long feeds = zeroes(word ^ LINE_FEEDS);
            long parentheses = zeroes(word ^ PARENTHESES);
            if ((feeds | parentheses) != 0) {
                int feed = Long.numberOfTrailingZeros(feeds);
                return feed < Long.numberOfTrailingZeros(parentheses) ? i + (feed >>> 3) : -1;
            }
        }
        for (; i < to && bytes[i] != '('; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Whether these bytes stand at {@code at}; the caller knows that there are enough. */
    static boolean isAt(byte[] bytes, int at, byte[] sought) {
        return Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length);
    }

    /** Whether the range begins with these bytes. */
    static boolean startsWith(byte[] bytes, int from, int to, byte[] sought) {
        return to - from >= sought.length && isAt(bytes, from, sought);
    }

    /** Whether the range ends with these bytes. */
    static boolean endsWith(byte[] bytes, int from, int to, byte[] sought) {
        return to - from >= sought.length && isAt(bytes, to - sought.length, sought);
    }

    /** Index of the first place these bytes stand at, or -1. */
    static int find(byte[] bytes, int from, int to, byte[] sought) {
        for (int i = from; i + sought.length <= to; i++) {
            if (bytes[i] == sought[0] && isAt(bytes, i, sought)) {
                return i;
            }
        }
        return -1;
    }

    /** A hash of the range. The seed is the reader's secret: who writes a dump cannot choose names that collide. */
    static int hash(byte[] bytes, int from, int to, long seed) {
        long hash = seed ^ (to - from);
        int i = from;
        for (; i + 8 <= to; i += 8) {
            hash = mix(hash ^ word(bytes, i));
        }
        long rest = 0;
        for (; i < to; i++) {
            rest = rest << 8 | (bytes[i] & 0xFF);
        }
        hash = mix(hash ^ rest);
        return (int) (hash ^ hash >>> 32);
    }

    /** A hash of two hashes. */
    static int hash(int first, int second, long seed) {
        long hash = mix(mix(seed ^ first) ^ second);
        return (int) (hash ^ hash >>> 32);
    }

    private static long mix(long value) {
        long product = value * MIX;
        return product ^ product >>> 29;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** The number that these digits write, at most eighteen. */
    static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + (bytes[i] - '0');
        }
        return number;
    }

    /** Eight bytes as a number. */
    static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    private static long zeroes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
