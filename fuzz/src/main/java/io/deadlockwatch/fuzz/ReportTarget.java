package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.protocol.Report;
import io.deadlockwatch.core.protocol.ReportCodec;
import io.deadlockwatch.core.protocol.ReportException;
import io.deadlockwatch.core.protocol.ReportLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a sampler sends: {@link ReportCodec#readReport}, zipped if the input looks so. What was read, written and read again is the same. */
public final class ReportTarget {

    private static final int GZIP_MAGIC = 0x1F;

    private static final List<ReportLimits> LIMITS =
            List.of(ReportLimits.DEFAULTS, new ReportLimits(2_048, 4_096, 4, 6, ReportLimits.DETAIL_CHARS, 6));

    private ReportTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        boolean gzip = input.length > 0 && input[0] == GZIP_MAGIC;
        for (ReportLimits limits : LIMITS) {
            ReportCodec codec = new ReportCodec(limits);
            Optional<Report> report = TwoReadings.of(input, ReportException.class, in -> codec.readReport(in, gzip));
            if (report.isPresent()) {
                // A report within the limits may be longer in our spelling than in the sender's: it is read back
                // without them.
                Report again = again(report.get());
                Must.hold(
                        report.get().equals(again),
                        "written and read again it is another",
                        List.of(report.get(), again));
            }
        }
    }

    private static Report again(Report report) throws IOException {
        ReportCodec codec = new ReportCodec(new ReportLimits(1 << 28, 1 << 28, 1 << 20, 1 << 10, 1 << 20, 16));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        codec.writeReport(report, out);
        return codec.readReport(new ByteArrayInputStream(out.toByteArray()), false);
    }
}
