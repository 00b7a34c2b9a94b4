package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.protocol.DumpCodec;
import io.deadlockwatch.core.protocol.DumpHeader;
import io.deadlockwatch.core.protocol.DumpUpload;
import io.deadlockwatch.core.protocol.ReportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** A whole dump as a sampler sends it: {@link DumpCodec}. As most inputs are no gzip data, each is read zipped as well. */
public final class UploadTarget {

    private UploadTarget() {}

    /** What a reader can tell of an upload. */
    private record Told(DumpHeader header, long bytes, long checksum) {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Optional<Told> asItIs = TwoReadings.of(input, ReportException.class, UploadTarget::read);
        asItIs.ifPresent(told -> Must.hold(told.bytes() <= DumpCodec.PLAIN_BYTES, "more text than allowed", told));
        Optional<Told> packed = TwoReadings.of(zipped(input), ReportException.class, UploadTarget::read);
        packed.ifPresent(told -> Must.hold(told.bytes() < input.length, "more text than was sent", told));
    }

    private static Told read(InputStream in) throws IOException {
        DumpUpload upload = new DumpCodec().open(in);
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[1_024];
        long bytes = 0;
        for (int n = upload.text().read(buffer); n > 0; n = upload.text().read(buffer)) {
            checksum.update(buffer, 0, n);
            bytes += n;
        }
        return new Told(upload.header(), bytes, checksum.getValue());
    }

    private static byte[] zipped(byte[] input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(input);
        }
        return out.toByteArray();
    }
}
