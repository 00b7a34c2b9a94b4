package io.deadlockwatch.core.profile;

import io.deadlockwatch.core.internal.Gzip;
import io.deadlockwatch.core.snapshot.Snapshot;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * Reads what {@code /debug/pprof/goroutine} answers: a protobuf profile, gzipped or not. One pass over the input; memory grows with the stacks that differ, not with
 * goroutines or labels, and never beyond the limits. A sample that makes no sense is reported as a problem and left out; a profile that makes none is refused.
 */
public final class GoroutineProfileReader {

    private static final int LOOK_AHEAD = 24;

    private final ProfileLimits limits;

    /** A reader with the default limits. */
    public GoroutineProfileReader() {
        this(ProfileLimits.DEFAULTS);
    }

    public GoroutineProfileReader(ProfileLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a profile to the end of the input, which stays open.
     *
     * @throws ProfileException if the input is no whole goroutine profile, or too large a one
     */
    public Snapshot read(InputStream in) throws IOException {
        WireReader wire = new WireReader(decompressed(in), limits.maxBytes());
        refuseText(wire.peek(LOOK_AHEAD));
        RawProfile raw = new ProfileParser(wire, limits).parse();
        return new SnapshotAssembler(raw, limits).assemble();
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        try {
            return Gzip.decompressed(in);
        } catch (EOFException | ZipException e) {
            throw new ProfileException("damaged gzip header: " + e.getMessage(), e);
        }
    }

    /** Error pages, index pages and text profiles come with status 200 too: the message should say so, rather than name a byte. */
    private static void refuseText(byte[] first) throws ProfileException {
        if (first.length == 0) {
            throw new ProfileException("not a protobuf profile: the input is empty");
        }
        for (byte b : first) {
            boolean text = (b >= ' ' && b < 0x7F) || b == '\n' || b == '\r' || b == '\t';
            if (!text) {
                return;
            }
        }
        String start = new String(first, StandardCharsets.US_ASCII).strip();
        String what = "text";
        if (start.startsWith("goroutine")) {
            what = "a text profile (ask for debug=0)";
        } else if (start.startsWith("<")) {
            what = "an HTML page";
        }
        throw new ProfileException("not a protobuf profile but " + what + ": it starts with \"" + start + "\"");
    }
}
