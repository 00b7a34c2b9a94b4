package io.deadlockwatch.fuzz;

import io.deadlockwatch.core.protocol.ReportException;
import io.deadlockwatch.core.protocol.TargetList;
import io.deadlockwatch.core.protocol.TargetsCodec;
import io.deadlockwatch.core.protocol.TargetsRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A node sampler's question and its answer: {@link TargetsCodec}. What was read, written and read again is the same. */
public final class TargetsTarget {

    private static final int GZIP_MAGIC = 0x1F;

    private TargetsTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        TargetsCodec codec = new TargetsCodec();
        boolean gzip = input.length > 0 && input[0] == GZIP_MAGIC;
        Optional<TargetsRequest> request =
                TwoReadings.of(input, ReportException.class, in -> codec.readRequest(in, gzip));
        if (request.isPresent()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            codec.writeRequest(request.get(), out);
            // Our spelling may be longer than the sender's, and then too long.
            if (out.size() <= TargetsCodec.REQUEST_BYTES) {
                TargetsRequest again = codec.readRequest(new ByteArrayInputStream(out.toByteArray()), false);
                Must.hold(request.get().equals(again), "written and read again it is another question", request);
            }
        }
        Optional<TargetList> list = TwoReadings.of(input, ReportException.class, codec::readList);
        if (list.isPresent()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            codec.writeList(list.get(), out);
            TargetList again = codec.readList(new ByteArrayInputStream(out.toByteArray()));
            Must.hold(list.get().equals(again), "written and read again it is another list", list);
            Must.hold(again.targets().size() <= TargetList.MAX_TARGETS, "more targets than allowed", again);
        }
    }
}
