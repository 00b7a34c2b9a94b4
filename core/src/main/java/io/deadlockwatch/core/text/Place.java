package io.deadlockwatch.core.text;

import java.nio.charset.StandardCharsets;

/**
 * Takes apart the line that names a place in source. All of these occur, and a path may hold spaces and colons:
 *
 * <pre>
 * TAB/src/main.go:11                                          inlined
 * TAB/src/main.go:36 +0x19                                    offset in the function
 * TABC:/src/main.go:36 +0x19 fp=0xc000 sp=0xc000 pc=0x480000  of a crash
 * TAB_cgo_gotypes.go:56 +0x3a                                 not absolute
 * TAB/src/wait.c:12 pc=0x480000                               told by a cgo symbolizer
 * TABpc=0x480000                                              told by none
 * </pre>
 *
 * So it is read from the right.
 */
final class Place {

    private static final int MAX_DIGITS = 9;
    private static final byte[] FP = ascii("fp=0x");
    private static final byte[] SP = ascii("sp=0x");
    private static final byte[] PC = ascii("pc=0x");
    private static final byte[] OFFSET = ascii("+0x");

    private int fileStart;
    private int fileEnd;
    private int stableEnd;
    private int line;
    private boolean foreign;

    /** Whether the range is such a line; the other methods then tell what it says. */
    boolean parse(byte[] bytes, int start, int end) {
        if (start == end || bytes[start] != '\t') {
            return false;
        }
        fileStart = start + 1;
        boolean counter = false;
        boolean pointers = false;
        int rest = end;
        while (true) {
            int token = lastToken(bytes, fileStart, rest);
            if (Scan.startsWith(bytes, token, rest, PC)) {
                counter = true;
            } else if (Scan.startsWith(bytes, token, rest, FP) || Scan.startsWith(bytes, token, rest, SP)) {
                pointers = true;
            } else {
                break;
            }
            rest = Math.max(fileStart, token - 1);
        }
        foreign = counter && !pointers;
        stableEnd = rest;
        int token = lastToken(bytes, fileStart, rest);
        if (token > fileStart && Scan.startsWith(bytes, token, rest, OFFSET)) {
            rest = token - 1;
        }
        return fileAndLine(bytes, rest);
    }

    private boolean fileAndLine(byte[] bytes, int end) {
        int digits = end;
        long number = 0;
        long unit = 1;
        while (digits > fileStart && isDigit(bytes[digits - 1]) && end - digits < MAX_DIGITS) {
            number += unit * (bytes[--digits] - '0');
            unit *= 10;
        }
        boolean found = digits < end && digits - 1 > fileStart && bytes[digits - 1] == ':';
        fileEnd = found ? digits - 1 : fileStart;
        line = found ? (int) number : 0;
        return found || (foreign && end == fileStart);
    }

    private static int lastToken(byte[] bytes, int from, int to) {
        int i = to;
        while (i > from && bytes[i - 1] != ' ') {
            i--;
        }
        return i;
    }

    int fileLength() {
        return fileEnd - fileStart;
    }

    String file(byte[] bytes) {
        return new String(bytes, fileStart, fileLength(), StandardCharsets.UTF_8);
    }

    /** Where that ends which is the same for each goroutine here. */
    int stableEnd() {
        return stableEnd;
    }

    int line() {
        return line;
    }

    boolean isForeign() {
        return foreign;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
