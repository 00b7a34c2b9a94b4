package io.deadlockwatch.core.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes protobuf's wire format, a field at a time. */
public final class ProtoWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A number field. */
    public ProtoWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    /** A message field. */
    public ProtoWriter message(int field, ProtoWriter message) {
        return bytes(field, message.bytes());
    }

    public ProtoWriter text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A repeated number, in one field. */
    public ProtoWriter packed(int field, long... values) {
        ProtoWriter inner = new ProtoWriter();
        for (long value : values) {
            inner.varint(value);
        }
        return bytes(field, inner.bytes());
    }

    /** A repeated number, each in a field of its own. */
    public ProtoWriter unpacked(int field, long... values) {
        for (long value : values) {
            number(field, value);
        }
        return this;
    }

    public ProtoWriter bytes(int field, byte[] bytes) {
        varint(((long) field << 3) | 2);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** Bytes as they are, field or not. */
    public ProtoWriter raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
