package io.deadlockwatch.sampler.dump;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** A packed dump as its receiver reads it: all members in a row. */
public final class Unpacked {

    private Unpacked() {}

    public static String text(PackedDump dump) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        for (byte[] member : dump.members()) {
            zipped.write(member);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.toByteArray()))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
