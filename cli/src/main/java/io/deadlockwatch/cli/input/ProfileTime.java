package io.deadlockwatch.cli.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * When a protobuf profile was taken. Go writes the field {@code time_nanos} (number 9 of {@code perftools.profiles.Profile}) near the end of the message; what stands
 * before it is passed over without being looked at. Texts carry no time.
 */
final class ProfileTime {

    private static final int TIME_NANOS = 9;
    private static final int GZIP_MAGIC_1 = 0x1F;
    private static final int GZIP_MAGIC_2 = 0x8B;

    /** Longest encoding of a number. */
    private static final int MAX_VARINT = 10;

    private final InputStream in;

    private ProfileTime(InputStream in) {
        this.in = in;
    }

    /** Nanoseconds since 1970; empty if the input is no such profile, or does not say. */
    static OptionalLong of(Source source) {
        try (InputStream raw = new BufferedInputStream(source.open())) {
            raw.mark(2);
            boolean gzip = raw.read() == GZIP_MAGIC_1 && raw.read() == GZIP_MAGIC_2;
            raw.reset();
            return new ProfileTime(gzip ? new BufferedInputStream(new GZIPInputStream(raw)) : raw).find();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong find() throws IOException {
        for (int first = in.read(); first >= 0; first = in.read()) {
            long tag = varint(first);
            switch ((int) (tag & 7)) {
                case 0 -> {
                    long value = varint(in.read());
                    if (tag >>> 3 == TIME_NANOS && value > 0) {
                        return OptionalLong.of(value);
                    }
                }
                case 1 -> in.skipNBytes(8);
                case 2 -> {
                    long length = varint(in.read());
                    if (length < 0) {
                        return OptionalLong.empty();
                    }
                    in.skipNBytes(length);
                }
                case 5 -> in.skipNBytes(4);
                default -> {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    private long varint(int first) throws IOException {
        long value = first & 0x7F;
        int b = first;
        for (int i = 1; (b & 0x80) != 0; i++) {
            b = in.read();
            if (b < 0 || i == MAX_VARINT) {
                throw new IOException("no number");
            }
            value |= (long) (b & 0x7F) << (7 * i);
        }
        return value;
    }
}
