package io.deadlockwatch.core.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * A window that slides over the input, a line at a time and without copies. The current line is {@code bytes[start..end)}, its line end left out ({@code \n} or
 * {@code \r\n}); what comes next stands from {@code position} on, and whoever looks ahead there may take lines by {@link #advance}.
 */
final class LineWindow {

    private static final int CAPACITY = 64 << 10;

    final byte[] bytes;
    int position;
    int filled;
    int start;
    int end;

    private final InputStream in;
    private final long maxBytes;
    private final int maxLine;
    private long line;
    private long total;
    private long length;
    private boolean unterminated;
    private boolean cut;

    LineWindow(InputStream in, TextLimits limits) {
        this.in = in;
        this.maxBytes = limits.maxBytes();
        this.maxLine = limits.maxLine();
        this.bytes = new byte[Math.max(CAPACITY, 2 * limits.maxLine())];
    }

    /** Number of the current line, from 1. */
    long line() {
        return line;
    }

    /** Bytes of input so far. */
    long total() {
        return total;
    }

    /** Bytes of the current line, also where it is too long to be here. */
    long length() {
        return length;
    }

    boolean isTooLong() {
        return length > maxLine;
    }

    /** Whether the current line is the last one and has no line end. */
    boolean isUnterminated() {
        return unterminated;
    }

    /** Whether the input stopped in the middle of its compression. */
    boolean isCut() {
        return cut;
    }

    /** Moves on to the next line. Of one that is too long nothing is here. */
    boolean next() throws IOException {
        int scanned = 0;
        while (true) {
            int feed = Scan.lineFeed(bytes, position + scanned, filled);
            if (feed < filled) {
                take(feed, feed + 1);
                return true;
            }
            scanned = filled - position;
            if (scanned > maxLine) {
                skip();
                return true;
            }
            if (!more()) {
                unterminated = position < filled;
                if (unterminated) {
                    take(filled, filled);
                }
                return unterminated;
            }
        }
    }

    /** Takes lines that were looked at ahead, up to this position. */
    void advance(int to, int lines) {
        position = to;
        line += lines;
    }

    private void take(int feed, int next) {
        line++;
        length = (long) feed - position;
        start = position;
        end = feed > start && bytes[feed - 1] == '\r' ? feed - 1 : feed;
        position = next;
        if (length > maxLine) {
            start = end;
        }
    }

    private void skip() throws IOException {
        line++;
        length = 0;
        while (true) {
            int feed = Scan.lineFeed(bytes, position, filled);
            length += (long) feed - position;
            position = feed;
            if (feed < filled) {
                position++;
                break;
            }
            if (!more()) {
                unterminated = true;
                break;
            }
        }
        start = position;
        end = position;
    }

    private boolean more() throws IOException {
        if (position > 0) {
            System.arraycopy(bytes, position, bytes, 0, filled - position);
            filled -= position;
            position = 0;
        }
        int read;
        try {
            read = in.read(bytes, filled, bytes.length - filled);
        } catch (EOFException e) {
            cut = true;
            return false;
        } catch (ZipException e) {
            throw new TextException("damaged gzip stream after " + total + " bytes of text: " + e.getMessage(), e);
        }
        if (read <= 0) {
            return false;
        }
        filled += read;
        total += read;
        if (total > maxBytes) {
            throw new TextException("text has at least " + total + " bytes, limit maxBytes is " + maxBytes);
        }
        return true;
    }
}
