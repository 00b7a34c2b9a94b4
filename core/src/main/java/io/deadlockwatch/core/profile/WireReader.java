package io.deadlockwatch.core.profile;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * Reads protobuf's wire format from a stream, in one pass and with a fixed buffer. Messages nest by {@link #enter} and {@link #leave}: between the two, nothing can
 * be read beyond the end of the inner message.
 */
final class WireReader {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int MAX_VARINT_BYTES = 10;

    private final InputStream in;
    private final long maxBytes;
    private final byte[] buffer = new byte[8192];
    private int next;
    private int filled;
    private long consumedBefore;
    private long end = Long.MAX_VALUE;

    /** How far the buffer may be read without a look at anything else: to its own end or that of the current message. */
    private int limit;

    WireReader(InputStream in, long maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** Bytes read so far. */
    long position() {
        return consumedBefore + next;
    }

    /** The first bytes, without reading them; fewer if there are no more. */
    byte[] peek(int length) throws IOException {
        while (filled - next < length && more()) {
            // more() does the work.
        }
        int there = Math.min(length, filled - next);
        byte[] first = new byte[there];
        System.arraycopy(buffer, next, first, 0, there);
        return first;
    }

    /** Whether the current message, or at the top the input, is at its end. */
    boolean atEnd() throws IOException {
        if (end != Long.MAX_VALUE) {
            return position() >= end;
        }
        return next == filled && !more();
    }

    /** The key of the next field: number and wire type. */
    int tag() throws IOException {
        long at = position();
        long tag = varint();
        if (tag <= 7 || tag > 0xFFFF_FFFFL) {
            throw ProfileException.malformed(at, "no field has key " + Long.toUnsignedString(tag));
        }
        return (int) tag;
    }

    long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 7 * MAX_VARINT_BYTES; shift += 7) {
            byte b = next < limit ? buffer[next++] : nextByte();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw ProfileException.malformed(
                position() - MAX_VARINT_BYTES, "number of more than " + MAX_VARINT_BYTES + " bytes");
    }

    /** Begins a length-delimited field. The answer is for {@link #leave}. */
    long enter() throws IOException {
        long at = position();
        long length = varint();
        long outer = end;
        long room = outer == Long.MAX_VALUE ? Long.MAX_VALUE - position() : outer - position();
        if (length < 0 || length > room) {
            throw ProfileException.malformed(
                    at,
                    "field of " + Long.toUnsignedString(length) + " bytes in a message with " + room + " bytes left");
        }
        endAt(position() + length);
        return outer;
    }

    /** Bytes left in the current message. */
    long left() {
        return end - position();
    }

    /** Skips what is left of the current message and returns to the outer one. */
    void leave(long outer) throws IOException {
        skipBytes(left());
        endAt(outer);
    }

    /** The rest of the current message as text. */
    String text() throws IOException {
        int length = Math.toIntExact(left());
        if (length <= filled - next) {
            next += length;
            return new String(buffer, next - length, length, StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            if (next == filled) {
                fill();
            }
            int part = Math.min(length - done, filled - next);
            System.arraycopy(buffer, next, bytes, done, part);
            next += part;
            done += part;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void skip(int wireType) throws IOException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> skipBytes(8);
            case BYTES -> leave(enter());
            case FIXED32 -> skipBytes(4);
            default -> throw ProfileException.malformed(position(), "unknown wire type " + wireType);
        }
    }

    private void skipBytes(long count) throws IOException {
        if (end != Long.MAX_VALUE && count > left()) {
            throw ProfileException.malformed(position(), "field reaches beyond its message");
        }
        long left = count;
        while (left > 0) {
            if (next == filled) {
                fill();
            }
            int part = (int) Math.min(left, filled - next);
            next += part;
            left -= part;
        }
    }

    private void endAt(long position) {
        end = position;
        limit = (int) Math.min(filled, end - consumedBefore);
    }

    /** The byte beyond the limit. */
    private byte nextByte() throws IOException {
        if (position() >= end) {
            throw ProfileException.malformed(position(), "number reaches beyond its message");
        }
        fill();
        return buffer[next++];
    }

    private void fill() throws IOException {
        if (!more()) {
            throw ProfileException.malformed(position(), "it ends in the middle of a field");
        }
    }

    /** Reads on into the buffer, whose unread bytes move to its start. */
    private boolean more() throws IOException {
        if (next > 0) {
            System.arraycopy(buffer, next, buffer, 0, filled - next);
            consumedBefore += next;
            filled -= next;
            next = 0;
            endAt(end);
        }
        int read;
        try {
            read = in.read(buffer, filled, buffer.length - filled);
        } catch (EOFException | ZipException e) {
            throw new ProfileException(
                    "damaged gzip stream after " + (consumedBefore + filled) + " bytes of profile: " + e.getMessage(),
                    e);
        }
        if (read <= 0) {
            return false;
        }
        filled += read;
        endAt(end);
        if (consumedBefore + filled > maxBytes) {
            throw new ProfileException(
                    "profile has at least " + (consumedBefore + filled) + " bytes, limit maxBytes is " + maxBytes);
        }
        return true;
    }
}
