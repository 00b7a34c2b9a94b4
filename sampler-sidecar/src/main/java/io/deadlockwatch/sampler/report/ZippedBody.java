package io.deadlockwatch.sampler.report;

import io.deadlockwatch.sampler.dump.PackedDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The body of a request: what is zipped here, then members that were zipped before. */
final class ZippedBody {

    private final String path;
    private final String type;
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private final List<byte[]> more;

    private ZippedBody(String path, String type, List<byte[]> more) {
        this.path = path;
        this.type = type;
        this.more = more;
    }

    /** A report, which is still to be written. */
    static ZippedBody report(OperatorAddress operator) {
        return new ZippedBody(operator.path(), "application/json", List.of());
    }

    /** A node sampler's question, which is still to be written. */
    static ZippedBody targets(OperatorAddress operator) {
        return new ZippedBody(operator.targetsPath(), "application/json", List.of());
    }

    /** A dump, whose header is still to be written. */
    static ZippedBody dump(OperatorAddress operator, PackedDump dump) {
        return new ZippedBody(operator.dumpPath(), "text/plain", dump.members());
    }

    /** Where the first member is written to. */
    OutputStream first() {
        return first;
    }

    String path() {
        return path;
    }

    String type() {
        return type;
    }

    /** All bytes. */
    int size() {
        int size = first.size();
        for (byte[] member : more) {
            size += member.length;
        }
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        first.writeTo(out);
        for (byte[] member : more) {
            out.write(member);
        }
    }
}
